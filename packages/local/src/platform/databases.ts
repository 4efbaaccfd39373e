import type { Manifest } from '@hawser/core';
import { ensureDatabase, type Postgres } from '../postgres/index.ts';

/** Makes the database of each service that has migrations. @returns their URLs by the service's name. */
export async function ensureDatabases(
  postgres: Postgres,
  services: readonly Manifest[],
): Promise<Map<string, string>> {
  const stored = services.filter(({ migrations }) => migrations && migrations.length > 0);
  const urls = await Promise.all(
    stored.map(({ name }) => ensureDatabase(postgres, name.replaceAll('-', '_'))),
  );
  return new Map(stored.map(({ name }, i) => [name, urls[i]!]));
}
