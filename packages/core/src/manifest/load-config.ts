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
import type { Manifest } from './manifest.ts';

type Options = Omit<LoadOptions<typeof configSchema>, 'schema' | 'serviceDefaults' | 'backends'>;

/**
 * A service's configuration: its manifest's defaults under what the options name, checked against the framework's keys
 * and its own, with the handlers and schedules that it can name.
 *
 * @throws ConfigError with every problem of every layer
 */
export function loadServiceConfig(manifest: Manifest, options: Options = {}): Loaded<Config> {
  const schema = (manifest.config ? serviceSchema(manifest.config) : configSchema) as typeof configSchema;
  const handlers = frameworkHandlers.map(
    ({ names, options: own }): Backend => ({ kind: 'handler', names, options: own }),
  );
  const schedules = Object.keys(manifest.tasks ?? {}).map(
    (name): Backend => ({ kind: 'scheduler', names: [name] }),
  );
  return loadConfig({
    ...options,
    schema,
    serviceDefaults: manifest.defaults,
    backends: [...handlers, ...schedules],
  });
}
