import {
  type Backend,
  type Config,
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

type Options = Omit<LoadOptions<typeof configSchema>, 'schema' | 'serviceDefaults' | 'backends'>;

/**
 * A service's configuration: its manifest's defaults under what the options name, checked against the framework's keys
 * and its own, with the handlers and schedules that it can name. Handlers of its own are registered before.
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
  const loaded = loadConfig({
    ...options,
    schema,
    serviceDefaults: manifest.defaults,
    backends: [...handlers, ...own, ...schedules],
  });
  return { ...loaded, problems: [...loaded.problems, ...checkLogFilters(manifest, loaded)] };
}
