import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testDatabase } from '@hawser/local/testing';

/** The template of `hawser new service`, which is a service that works. */
export const template: string = fileURLToPath(new URL('../template/service/', import.meta.url));

/** A folder of configuration for a service with a database of its own. */
export async function configFolder(extra: object = {}): Promise<{ folder: string; remove(): void }> {
  const { host, port, user, password, database } = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'hawser-config-'));
  mkdirSync(folder, { recursive: true });
  const config = {
    DATABASES: { default: { host, port, user, password, database } },
    SERVERS: {
      grpc: { host: '127.0.0.1', port: 0 },
      rest: { host: '127.0.0.1', port: 0 },
      health: { host: '127.0.0.1', port: 0 },
    },
    ...extra,
  };
  // JSON is YAML.
  writeFileSync(join(folder, 'application.yaml'), JSON.stringify(config));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
