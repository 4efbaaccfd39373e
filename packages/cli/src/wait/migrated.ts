import { Application, type Manifest } from '@hawser/core';
import type { Config, DeepReadonly } from '@hawser/core/config';
import { migrationStatus, Postgres } from '@hawser/core/connector/postgres';
import { usageError } from '../error.ts';
import { silent } from '../silent.ts';
import { type Condition, holds, notYet } from './condition.ts';

/** How long a connection to the database may take, in seconds. */
const connectTimeoutSeconds = 4;

/**
 * A service's database answers, and all its migrations are applied as they are written. Asks the database as the service
 * would, so it needs no rights in the cluster.
 *
 * @throws CliError when the configuration names no database
 */
export function databaseMigrated(manifest: Manifest, config: DeepReadonly<Config>): Condition {
  const { name, migrations = [] } = manifest;
  const { default: database } = config.DATABASES;
  if (!database)
    throw usageError(
      `the configuration of ${name} has no DATABASES.default`,
      'name its folder with --config',
    );
  // Without its services: a key that only they need isn't mounted where one waits.
  const application = new Application(
    { ...manifest, services: [], servers: [] },
    {
      config: {
        ...config,
        HANDLERS: {},
        DATABASES: { default: { ...database, connectTimeoutSeconds, poolSize: 1 } },
      },
      log: silent,
    },
  );
  const postgres = application.component(Postgres);
  return {
    name: `database of ${name} (${database.url ? 'DATABASES.default.url' : `${database.host ?? 'localhost'}:${database.port ?? 5432}`})`,
    async check() {
      const steps = await migrationStatus(postgres, name, migrations);
      const edited = steps.filter(({ state }) => state === 'edited').map(({ name }) => name);
      const pending = steps.filter(({ state }) => state === 'pending').map(({ name }) => name);
      if (edited.length > 0)
        return notYet(`${edited.join(', ')} was edited after it was applied: restore it`);
      if (pending.length > 0) return notYet(`answers, and isn't migrated: ${pending.join(', ')} missing`);
      return holds(
        migrations.length === 0
          ? 'answers; it has no migrations'
          : `all ${migrations.length} migrations are applied`,
      );
    },
    close: () => application.stop(0),
  };
}
