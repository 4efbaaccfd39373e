import type { Config, ConfigTree, Loaded, Path } from '../config/index.ts';
import type { Manifest } from './manifest.ts';

/**
 * The manifest's defaults without schedules and workers in whose place the configuration puts others: of the same task,
 * and of the same queue. SpaceONE's files give them names of their own; beside the defaults, the task would be run twice
 * an hour, and a queue have more workers than were asked for. A default that the configuration itself changes stays.
 */
export function withoutReplaced(manifest: Manifest, loaded: Loaded<Config>): ConfigTree | undefined {
  const { defaults } = manifest;
  const { SCHEDULERS, WORKERS } = loaded.value;
  const taskOf = (backend: string) => manifest.tasks?.[backend]?.method ?? backend;
  const schedules = replaced(loaded, 'SCHEDULERS', defaults, SCHEDULERS, ({ backend }) => taskOf(backend));
  const workers = replaced(loaded, 'WORKERS', defaults, WORKERS, ({ queue }) => queue);
  if (schedules.size + workers.size === 0) return defaults;
  const without = (names: ReadonlySet<string>, entries: ConfigTree) =>
    Object.fromEntries(Object.entries(entries).filter(([name]) => !names.has(name)));
  return {
    ...defaults,
    SCHEDULERS: without(schedules, (defaults?.SCHEDULERS ?? {}) as ConfigTree),
    WORKERS: without(workers, (defaults?.WORKERS ?? {}) as ConfigTree),
  };
}

/** The names of the defaults, wholly as the manifest has them, that do what an entry which isn't one does. */
function replaced<Entry extends object>(
  loaded: Loaded<Config>,
  key: 'SCHEDULERS' | 'WORKERS',
  defaults: ConfigTree | undefined,
  entries: Readonly<Record<string, Entry>>,
  purpose: (entry: Entry) => unknown,
): Set<string> {
  const own = new Set(Object.keys((defaults?.[key] ?? {}) as object));
  const others = new Set(
    Object.entries(entries).flatMap(([name, entry]) => (own.has(name) ? [] : [purpose(entry)])),
  );
  const isUntouched = (path: Path, entry: Entry) =>
    Object.keys(entry).every(field => /default$/.test(loaded.source([...path, field])!.layer));
  return new Set(
    Object.entries(entries).flatMap(([name, entry]) =>
      own.has(name) && others.has(purpose(entry)) && isUntouched([key, name], entry) ? [name] : [],
    ),
  );
}
