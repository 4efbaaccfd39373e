import {
  type Backend,
  type Config,
  type ConfigTree,
  configSchema,
  type Loaded,
  type LoadOptions,
  loadConfig,
  serviceSchema,
} from '../config/index.ts';
import { frameworkHandlers } from '../handler/framework.ts';
import { handlerNames } from '../handler/registry.ts';
import { checkLogFilters } from './log-filters.ts';
import type { Manifest } from './manifest.ts';
import { withoutReplaced } from './replaced.ts';

type Options = Omit<LoadOptions<typeof configSchema>, 'schema' | 'serviceDefaults' | 'backends'>;

/**
 * A service's configuration: its manifest's defaults under what the options name, checked against the framework's keys
 * and its own, with the handlers and schedules that it can name. Handlers of its own are registered before. A default
 * schedule or worker gives way to one of another name that does the same.
 *
 * @throws ConfigError with every problem of every layer
 */
export function loadServiceConfig(manifest: Manifest, options: Options = {}): Loaded<Config> {
  const schema = (manifest.config ? serviceSchema(manifest.config) : configSchema) as typeof configSchema;
  const handlers = frameworkHandlers.map(
    ({ names, options: own }): Backend => ({ kind: 'handler', names, options: own }),
  );
  const own = handlerNames()
    .filter(names => !frameworkHandlers.some(known => known.names[0] === names[0]))
    .map((names): Backend => ({ kind: 'handler', names }));
  const schedules = Object.keys(manifest.tasks ?? {}).map(
    (name): Backend => ({ kind: 'scheduler', names: [name] }),
  );
  const load = (serviceDefaults: ConfigTree | undefined) =>
    loadConfig({ ...options, schema, serviceDefaults, backends: [...handlers, ...own, ...schedules] });
  const all = load(manifest.defaults);
  const less = withoutReplaced(manifest, all);
  const loaded = less === manifest.defaults ? all : load(less);
  return { ...loaded, problems: [...loaded.problems, ...checkLogFilters(manifest, loaded)] };
}
