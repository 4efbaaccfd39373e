import type { z } from 'zod';
import { childOf, keyNamed, keysOf, metaOf } from './introspect.ts';
import { nearest } from './nearest.ts';
import { formatPath, type Path } from './path.ts';
import type { Problem } from './problem.ts';
import { emptyMap, forbiddenKeys, type ListNode, type MapNode, type Node } from './tree.ts';

/** What `canonical` found. Warnings don't stop the start. */
export interface Findings {
  problems: Problem[];
  warnings: Problem[];
}

/**
 * A layer with every key under its own name: aliases are resolved, and lists that stand for a map are made one. It is
 * done layer by layer, before merging, so that `db` in one file and `database` in another are the same key.
 *
 * A key that the schema doesn't know is a problem, at any depth and whether or not the schema is strict, and is left
 * out of the result, as is a key that no configuration may have.
 */
export function canonical(node: Node, schema: z.ZodType | undefined, found: Findings, path: Path = []): Node {
  if (node.kind === 'list') {
    const list = schema && metaOf(schema).listOf;
    const map = list && mapOf(node, list);
    if (map) return canonical(map, schema, found, path);
    return {
      ...node,
      items: node.items.map((item, i) => canonical(item, schema && childOf(schema, i), found, [...path, i])),
    };
  }
  if (node.kind === 'scalar') return node;

  const keys = schema && keysOf(schema);
  const map = emptyMap(node.source);
  const written = new Map<string, string>();
  for (const [key, child] of node.entries) {
    const at = [...path, key];
    const name = keys && keyNamed(keys, key);
    const problem = (code: Problem['code'], message: string): Problem => {
      return { code, path: formatPath(at), source: child.source, message };
    };
    if (forbiddenKeys.has(key)) {
      found.problems.push(problem('CONFIG_FORBIDDEN_KEY', 'a configuration can’t have this key'));
    } else if (keys && name === undefined && !keys.others) {
      const known = nearest(key, Object.keys(keys.known));
      found.problems.push({
        ...problem('CONFIG_UNKNOWN_KEY', 'unknown key'),
        ...(known && { nearest: known }),
      });
    } else {
      const canonicalKey = name ?? key;
      const other = written.get(canonicalKey);
      if (other !== undefined) {
        found.problems.push(
          problem('CONFIG_DUPLICATE_KEY', `means the same as "${other}", which is given too`),
        );
      }
      written.set(canonicalKey, key);
      const inner = schema && childOf(schema, canonicalKey);
      const noEffect = inner && metaOf(inner).noEffect;
      if (noEffect) found.warnings.push(problem('CONFIG_NO_EFFECT', `has no effect: ${noEffect}`));
      map.entries.set(canonicalKey, canonical(child, inner, found, [...path, canonicalKey]));
    }
  }
  return map;
}

/** `[{service: a, endpoint: b}]` as `{a: b}`; undefined when an item isn't like that, for validation to complain of. */
function mapOf(node: ListNode, list: { key: string; value: string }): MapNode | undefined {
  const map = emptyMap(node.source);
  for (const item of node.items) {
    if (item.kind !== 'map') return undefined;
    const key = item.entries.get(list.key);
    const value = item.entries.get(list.value);
    if (key?.kind !== 'scalar' || typeof key.value !== 'string' || !value) return undefined;
    map.entries.set(key.value, value);
  }
  return map;
}
