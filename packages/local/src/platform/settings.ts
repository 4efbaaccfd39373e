import { join } from 'node:path';
import type { Manifest } from '@hawser/core';
import { type Config, configSchema, type DeepReadonly, loadConfig, serviceSchema } from '@hawser/core/config';

/** Where the parts of a platform on one machine are. */
export interface Placement {
  dataDir: string;
  /** The URL of the service's database. */
  databaseUrl: string;
  /** Addresses of all services, by name. */
  endpoints: Readonly<Record<string, string>>;
  host: string;
  grpcPort: number;
  restPort: number;
}

/** The file that holds the system token, once the first domain was made. */
export const tokenFile = (dataDir: string): string => join(dataDir, 'system-token');

/**
 * A service's configuration on one machine: its own defaults, under what this machine gives, under the files of
 * `<data>/config/<service>/` and the environment.
 */
export function localConfig(manifest: Manifest, placement: Placement): DeepReadonly<Config> {
  const { dataDir, databaseUrl, endpoints, host, grpcPort, restPort } = placement;
  return loadConfig({
    schema: manifest.config ? serviceSchema(manifest.config) : configSchema,
    serviceDefaults: manifest.defaults as never,
    hostDefaults: {
      SERVERS: { grpc: { host, port: grpcPort }, rest: { host, port: restPort } },
      DATABASES: { default: { url: databaseUrl, poolSize: 5 } },
      ENDPOINTS: endpoints,
      TOKEN_INFO: { protocol: 'file', uri: tokenFile(dataDir) },
      LOG: { level: 'warn' },
    },
    directory: join(dataDir, 'config', manifest.name),
    env: process.env,
  }).value as DeepReadonly<Config>;
}
