import { formatPath, type Path } from './path.ts';
import type { Problem } from './problem.ts';
import { formatSource } from './source.ts';
import type { Node } from './tree.ts';

/**
 * `lower` overridden by `upper`: maps are merged key by key, lists and scalars replaced. A null in `upper` takes the
 * value away, so that the schema's default holds again. A map, a list and a scalar can't replace each other: that is a
 * problem, which names both places, and the lower value is kept.
 *
 * Neither argument is changed; the result shares what it took over unchanged.
 */
export function merge(lower: Node, upper: Node, problems: Problem[], path: Path = []): Node {
  if (isNull(lower) || isNull(upper)) return upper;
  if (lower.kind !== upper.kind) {
    problems.push({
      code: 'CONFIG_TYPE_CLASH',
      path: formatPath(path),
      source: upper.source,
      message: `is a ${upper.kind} here but a ${lower.kind} in ${formatSource(lower.source)}`,
      expected: lower.kind,
    });
    return lower;
  }
  if (lower.kind !== 'map' || upper.kind !== 'map') return upper;
  const entries = new Map(lower.entries);
  for (const [key, above] of upper.entries) {
    const below = entries.get(key);
    entries.set(key, below ? merge(below, above, problems, [...path, key]) : above);
  }
  return { kind: 'map', source: upper.source, entries };
}

const isNull = (node: Node): boolean => node.kind === 'scalar' && node.value === null;
