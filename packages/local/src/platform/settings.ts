import { join } from 'node:path';
import { loadServiceConfig, type Manifest } from '@hawser/core';
import type { Config, Loaded } from '@hawser/core/config';
import type { Connection } from '../postgres/index.ts';

/** Where the parts of a platform on one machine are. */
export interface Placement {
  dataDir: string;
  postgres: Connection;
  /** Addresses of all services, by name. */
  endpoints: Readonly<Record<string, string>>;
  host: string;
  grpcPort: number;
  restPort: number;
}

/** The file that holds the system token, once the first domain was made. */
export const tokenFile = (dataDir: string): string => join(dataDir, 'system-token');

/** The name of a service's database. */
export const databaseName = (service: string): string => service.replaceAll('-', '_');

/**
 * A service's configuration on one machine: its own defaults, under what this machine gives, under the files of
 * `<data>/config/<service>/` and the environment.
 */
export function localConfig(manifest: Manifest, placement: Placement): Loaded<Config> {
  const { dataDir, endpoints, host, grpcPort, restPort } = placement;
  const { host: server, port, user, password } = placement.postgres;
  const database = databaseName(manifest.name);
  return loadServiceConfig(manifest, {
    hostDefaults: {
      SERVERS: { grpc: { host, port: grpcPort }, rest: { host, port: restPort } },
      DATABASES: { default: { host: server, port, user, password, database, poolSize: 5 } },
      ENDPOINTS: endpoints,
      TOKEN_INFO: { protocol: 'file', uri: tokenFile(dataDir) },
      LOG: { level: 'warn' },
      ...manifest.localDefaults?.(dataDir),
    },
    directory: join(dataDir, 'config', manifest.name),
    env: process.env,
  });
}
