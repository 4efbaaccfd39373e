import type { z } from 'zod';
import type { Findings } from './canonical.ts';
import { type BackendKind, childOf, keysOf, metaOf } from './introspect.ts';
import { nearest } from './nearest.ts';
import { formatPath, type Path } from './path.ts';
import type { Problem } from './problem.ts';
import { type Node, nodeAt } from './tree.ts';
import { explain } from './validate.ts';

/** Something that a `backend` in the configuration can name. */
export interface Backend {
  kind: BackendKind;
  /** Its name here, and then other systems' names of it. In those a colon is as good as the last dot. */
  names: readonly [string, ...string[]];
  /** The options that it takes beside those of every backend of its kind. Left out: any. */
  options?: z.ZodObject | undefined;
}

/** What the framework brings, with SpaceONE's names. Handlers, connectors and schedulers come from who implements them. */
export const frameworkBackends: readonly Backend[] = [
  { kind: 'cache', names: ['local', 'spaceone.core.cache.local_cache.LocalCache'] },
  { kind: 'cache', names: ['redis', 'spaceone.core.cache.redis_cache.RedisCache'] },
  { kind: 'queue', names: ['postgres'] },
  { kind: 'queue', names: ['redis', 'spaceone.core.queue.redis_queue.RedisQueue'] },
  { kind: 'worker', names: ['default', 'spaceone.core.scheduler.worker.BaseWorker'] },
];

/**
 * Looks up every `backend` in a valid configuration: its name becomes the backend's first one, and options that the
 * schema leaves to the backend are checked, and defaulted, by the backend's own. A kind that no backend is known of is
 * left as it is. A connector may go without, its entry's name then stands for it.
 *
 * @param value is changed in place.
 * @param backends the first that has the name is taken.
 * @param found gets what is wrong, and a warning of each option without effect.
 */
export function applyBackends(
  schema: z.ZodType,
  value: unknown,
  tree: Node,
  backends: readonly Backend[],
  { problems, warnings }: Findings,
): void {
  function visit(current: z.ZodType | undefined, item: unknown, path: Path): void {
    if (!current || typeof item !== 'object' || item === null) return;
    const kind = metaOf(current).backend;
    if (kind && !Array.isArray(item)) apply(kind, current, item as Record<string, unknown>, path);
    for (const key of Array.isArray(item) ? item.keys() : Object.keys(item)) {
      visit(childOf(current, key), (item as Record<string | number, unknown>)[key], [...path, key]);
    }
  }

  function apply(kind: BackendKind, entry: z.ZodType, item: Record<string, unknown>, path: Path): void {
    const known = backends.filter(backend => backend.kind === kind);
    const given = item.backend as string | undefined;
    const name = dotted(given ?? String(path.at(-1)));
    const backend = known.find(one => one.names.some(other => dotted(other) === name));
    if (!backend) {
      if (given !== undefined && known.length) problems.push(unknown(kind, given, known, path));
      return;
    }
    if (given !== undefined) item.backend = backend.names[0];
    if (!backend.options) return;
    const common = keysOf(entry)?.known ?? {};
    const own = Object.entries(item).filter(([key]) => !Object.hasOwn(common, key));
    const options = backend.options.strict();
    const result = options.safeParse(Object.fromEntries(own));
    for (const [key] of own) {
      const { noEffect } = options.shape[key] ? metaOf(options.shape[key] as z.ZodType) : {};
      if (noEffect) warnings.push(problem([...path, key], 'CONFIG_NO_EFFECT', `has no effect: ${noEffect}`));
    }
    if (result.success) Object.assign(item, result.data);
    else problems.push(...result.error.issues.flatMap(issue => explain(issue, options, path, schema, tree)));
  }

  function unknown(kind: BackendKind, given: string, known: readonly Backend[], path: Path): Problem {
    const names = [...new Set(known.map(one => one.names[0]))];
    const near = nearest(given, names);
    const message = `no ${kind} is called "${given}"; there are ${names.join(', ')}`;
    return {
      ...problem([...path, 'backend'], 'CONFIG_UNKNOWN_BACKEND', message),
      ...(near && { nearest: near }),
    };
  }

  function problem(path: Path, code: Problem['code'], message: string): Problem {
    return { code, path: formatPath(path), source: (nodeAt(tree, path) ?? tree).source, message };
  }

  visit(schema, value, []);
}

const dotted = (name: string): string => name.replace(':', '.');
