import { readFileSync } from 'node:fs';
import type { PoolConfig } from 'pg';
import type { Config, DeepReadonly } from '../../config/index.ts';
import { typeParsers } from './types.ts';

/** A checked entry of `DATABASES`. */
export type DatabaseSettings = DeepReadonly<Config['DATABASES'][string]>;

/** The options of `pg`'s pool for a database of the configuration. Its default name is the service's. */
export function poolConfig(settings: DatabaseSettings, service: string): PoolConfig {
  const { url, host, port, user, password, database, ssl, sslCaFile } = settings;
  const given = Object.entries({ host, port, user, password }).filter(([, value]) => value !== undefined);
  const named = database ?? (url ? undefined : service.replaceAll('-', '_'));
  return {
    ...(url ? { connectionString: url } : {}),
    ...Object.fromEntries(given),
    ...(named ? { database: named } : {}),
    ...(ssl ? { ssl: sslCaFile ? { ca: readFileSync(sslCaFile, 'utf8') } : true } : {}),
    max: settings.poolSize,
    idleTimeoutMillis: settings.idleTimeoutSeconds * 1000,
    connectionTimeoutMillis: settings.connectTimeoutSeconds * 1000,
    statement_timeout: settings.statementTimeoutSeconds * 1000,
    // Times come in UTC then, which the parser turns into the API's text without a detour by Date.
    options: '-c timezone=UTC',
    application_name: `hawser-${service}`,
    keepAlive: true,
    types: typeParsers,
  };
}
