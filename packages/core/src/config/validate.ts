import { z } from 'zod';
import { childOf, keysOf, typeName, unwrap } from './introspect.ts';
import { nearest } from './nearest.ts';
import { formatPath, type Path } from './path.ts';
import type { Problem } from './problem.ts';
import { isSecret, masked } from './secret.ts';
import type { Source } from './source.ts';
import { type Node, nodeAt, toPlain } from './tree.ts';

/**
 * The value of the merged layers, with the schema's defaults. Undefined, with every problem added, when something in it
 * isn't what the schema says.
 */
export function validate<S extends z.ZodType>(
  schema: S,
  tree: Node,
  problems: Problem[],
): z.output<S> | undefined {
  const result = schema.safeParse(toPlain(tree));
  if (result.success) return result.data;
  problems.push(...result.error.issues.flatMap(issue => explain(issue, schema, [], schema, tree)));
  return undefined;
}

/**
 * An issue of zod as problems, with the place that the value was given at. `schema` is what was checked, at `base`;
 * `root` is the whole configuration's.
 */
export function explain(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  base: Path,
  root: z.ZodType,
  tree: Node,
): Problem[] {
  const inside = issue.path.map(step => (typeof step === 'symbol' ? String(step) : step));
  const path = [...base, ...inside];
  const problem = (code: Problem['code'], at: Path, message: string): Problem => {
    return { code, path: formatPath(at), source: sourceOf(tree, at), message };
  };
  let target: z.ZodType | undefined = schema;
  for (const step of inside) target = target && childOf(target, step);

  if (issue.code === 'unrecognized_keys') {
    const known = target ? Object.keys(keysOf(target)?.known ?? {}) : [];
    return issue.keys.map(key => {
      const near = nearest(key, known);
      return {
        ...problem('CONFIG_UNKNOWN_KEY', [...path, key], 'unknown key'),
        ...(near && { nearest: near }),
      };
    });
  }
  const node = nodeAt(tree, path);
  const expected = target ? typeName(target) : 'another value';
  if (!node || (node.kind === 'scalar' && node.value === null && issue.code === 'invalid_type')) {
    return [{ ...problem('CONFIG_MISSING_KEY', path, `missing: expected ${expected}`), expected }];
  }
  if (issue.code === 'custom') return [problem('CONFIG_INVALID_VALUE', path, issue.message)];
  const got = describe(node, isSecret(root, path));
  const wanted = issue.code === 'invalid_format' ? issue.message.replace(/^expected /, '') : expected;
  const near = target && node.kind === 'scalar' ? nearestOption(target, node.value) : undefined;
  const message = `expected ${wanted}, got ${got}`;
  return [{ ...problem('CONFIG_INVALID_VALUE', path, message), expected, ...(near && { nearest: near }) }];
}

/** Where the value at `path` was given; for one that wasn't, where the map that lacks it was. */
function sourceOf(tree: Node, path: Path): Source {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(tree, path.slice(0, length));
    if (node) return node.source;
  }
  return { layer: 'default' };
}

function describe(node: Node, secret: boolean): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`;
  if (secret) return `a secret ${typeof node.value}`;
  const text = JSON.stringify(
    masked(typeof node.value === 'bigint' ? String(node.value) : node.value, false),
  );
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function nearestOption(schema: z.ZodType, value: unknown): string | undefined {
  const inner = unwrap(schema);
  if (!(inner instanceof z.ZodEnum) || typeof value !== 'string') return undefined;
  return nearest(value, inner.options.map(String));
}
