import { parse } from 'yaml';
import { z } from 'zod';
import { childOf, keysOf, metaOf, unwrap } from './introspect.ts';
import { merge } from './merge.ts';
import { plain } from './nearest.ts';
import { formatPath } from './path.ts';
import type { Problem } from './problem.ts';
import { isSecret } from './secret.ts';
import type { Source } from './source.ts';
import { emptyMap, fromPlain, type Node, type Plain } from './tree.ts';

/** Variables of this prefix that aren't keys: files to read, and where `hawser up` keeps its data. */
const reserved = new Set(['HAWSER_CONFIG', 'HAWSER_DATA']);

/**
 * The environment's layer: `HAWSER_DATABASES__default__poolSize=20` is `DATABASES: {default: {poolSize: 20}}`. Two
 * underscores go one level down. Case, single underscores and dashes don't matter for keys that the schema or a layer
 * below (`merged`) has; other keys are in lower case unless written otherwise.
 *
 * A value is text where the schema wants text, and for secrets, and else YAML: `[a, b]` is a list, nothing at all is null. A variable
 * without two underscores is a key only if the schema has it at the top, as other programs' variables share the prefix.
 */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  schema: z.ZodType,
  merged: Node,
  problems: Problem[],
): Node {
  let layer: Node = emptyMap({ layer: 'environment' });
  for (const variable of Object.keys(env).sort()) {
    const text = env[variable];
    if (!variable.startsWith('HAWSER_') || reserved.has(variable) || text === undefined) continue;
    const steps = variable.slice('HAWSER_'.length).split('__');
    const source: Source = { layer: 'environment', variable };
    if (steps.length === 1 && matching(steps[0]!, schema, undefined) === undefined) continue;
    if (steps.includes('')) {
      problems.push({
        code: 'CONFIG_ENVIRONMENT',
        path: '',
        source,
        message: 'names a key with an empty part; a level is two underscores',
      });
      continue;
    }
    const { path, target } = locate(steps, schema, merged);
    const verbatim = takesText(target) || isSecret(schema, path);
    let node: Node = verbatim
      ? { kind: 'scalar', source, value: text }
      : readYaml(text, source, formatPath(path), problems);
    for (const key of path.toReversed()) node = { kind: 'map', source, entries: new Map([[key, node]]) };
    layer = merge(layer, node, problems);
  }
  return layer;
}

function locate(steps: readonly string[], schema: z.ZodType, merged: Node) {
  const path: string[] = [];
  let target: z.ZodType | undefined = schema;
  let node: Node | undefined = merged;
  for (const step of steps) {
    const key: string = matching(step, target, node) ?? (/[a-z]/.test(step) ? step : step.toLowerCase());
    path.push(key);
    target = target && childOf(target, key);
    node = node?.kind === 'map' ? node.entries.get(key) : undefined;
  }
  return { path, target };
}

/** The key that a part of a variable's name means, among the schema's and those that lower layers have. */
function matching(step: string, schema: z.ZodType | undefined, node: Node | undefined): string | undefined {
  const known = (schema && keysOf(schema)?.known) ?? {};
  const present = node?.kind === 'map' ? [...node.entries.keys()] : [];
  if (Object.hasOwn(known, step) || present.includes(step)) return step;
  const same = (key: string) => plain(key) === plain(step);
  return (
    Object.keys(known).find(key => same(key) || metaOf(known[key]!).aliases?.some(same)) ?? present.find(same)
  );
}

function takesText(schema: z.ZodType | undefined): boolean {
  const inner = schema && unwrap(schema);
  return inner instanceof z.ZodString || inner instanceof z.ZodEnum || inner instanceof z.ZodLiteral;
}

function readYaml(text: string, source: Source, path: string, problems: Problem[]): Node {
  try {
    return fromPlain(
      (parse(text, { prettyErrors: false, maxAliasCount: 0, logLevel: 'error' }) ?? null) as Plain,
      source,
    );
  } catch (error) {
    const message = `isn't YAML: ${(error as Error).message}`;
    problems.push({ code: 'CONFIG_ENVIRONMENT', path, source, message });
    return { kind: 'scalar', source, value: null };
  }
}
