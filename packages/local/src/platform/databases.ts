import type { Manifest } from '@hawser/core';
import { ensureDatabase, type Postgres } from '../postgres/index.ts';
import { databaseName } from './settings.ts';

/** Makes the database of each service that has migrations. */
export async function ensureDatabases(postgres: Postgres, services: readonly Manifest[]): Promise<void> {
  const stored = services.filter(({ migrations }) => migrations && migrations.length > 0);
  await Promise.all(stored.map(({ name }) => ensureDatabase(postgres, databaseName(name))));
}
