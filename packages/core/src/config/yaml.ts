import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node as YamlNode } from 'yaml';
import type { Problem } from './problem.ts';
import type { Layer, Source } from './source.ts';
import { emptyMap, type MapNode, type Node, type Scalar } from './tree.ts';

/** Anchors may be used this often in a file: more is an attempt to blow it up. */
const maxAliases = 1_000;

/**
 * The tree of a YAML 1.2 text, with line and column of every key; an empty text is an empty map. Anchors, aliases and
 * merge keys (`<<`) work as PyYAML has them. Returns undefined, and adds problems, when the text can't be read.
 */
export function parseYaml(text: string, file: string, layer: Layer, problems: Problem[]): Node | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: false });
  const place = (offset: number | undefined): Source => {
    if (offset === undefined) return { layer, file };
    const { line, col } = lines.linePos(offset);
    return { layer, file, line, column: col };
  };
  const problem = (source: Source, message: string) =>
    problems.push({ code: 'CONFIG_SYNTAX', path: '', source, message });

  // What YAML only warns of, such as a tag that it doesn't know, would be read as something else than was meant.
  const errors = [...document.errors, ...document.warnings];
  for (const error of errors) problem(place(error.pos[0]), error.message);
  if (errors.length) return undefined;

  let aliases = 0;
  const open = new Set<YamlNode>();

  /** `source` is the key's place; a value without a key, such as a list's item, has its own. */
  function convert(given: unknown, source?: Source): Node {
    const node = resolve(given);
    const at = source ?? place((given as YamlNode | null)?.range?.[0]);
    if (isMap(node) || isSeq(node)) {
      if (open.has(node)) {
        problem(at, 'an alias inside of its own anchor');
        return { kind: 'scalar', source: at, value: null };
      }
      open.add(node);
      const converted: Node = isMap(node)
        ? convertMap(node.items, at)
        : { kind: 'list', source: at, items: node.items.map(item => convert(item)) };
      open.delete(node);
      return converted;
    }
    return { kind: 'scalar', source: at, value: isScalar(node) ? (node.value as Scalar) : null };
  }

  function convertMap(pairs: readonly { key: unknown; value: unknown }[], source: Source): MapNode {
    const map = emptyMap(source);
    for (const pair of pairs) {
      const at = place((pair.key as YamlNode).range?.[0]);
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      if (!isScalar(pair.key)) problem(at, 'a key has to be plain text');
      else if (key === '<<') mergeInto(map, convert(pair.value, at));
      else map.entries.set(key, convert(pair.value, at));
    }
    return map;
  }

  /** What a merge key brings yields to the map's own keys, and the first of several maps to the later ones. */
  function mergeInto(map: MapNode, merged: Node): void {
    const maps = merged.kind === 'list' ? merged.items : [merged];
    for (const other of maps) {
      if (other.kind !== 'map') problem(merged.source, 'a merge key (<<) takes maps');
      else for (const [key, value] of other.entries) if (!map.entries.has(key)) map.entries.set(key, value);
    }
  }

  function resolve(given: unknown): unknown {
    if (!isAlias(given)) return given;
    if (++aliases === maxAliases + 1) {
      problem(place(given.range?.[0]), `more than ${maxAliases} aliases`);
    }
    return aliases > maxAliases ? null : given.resolve(document);
  }

  if (document.contents === null) return emptyMap({ layer, file });
  return convert(document.contents, { layer, file });
}
