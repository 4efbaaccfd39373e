import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { DescService } from '@bufbuild/protobuf';
import {
  Application,
  type Client,
  createClient,
  loadServiceConfig,
  type Manifest,
  Peers,
} from '@hawser/core';
import { migrate, Postgres } from '@hawser/core/connector/postgres';
import { testDatabase } from '@hawser/local/testing';
import { System } from '@hawser/proto/spaceone/api/identity/v2/system_pb.js';
import { pino } from 'pino';
import identity from '../service.ts';

/** An administrator's password that keeps the rules. */
export const password = 'Secret-12345';

/** A service hosted beside this one, with what its configuration needs beside a database. */
export interface Neighbour {
  manifest: Manifest;
  config?: (folder: string) => Record<string, unknown>;
}

/** The service on a database of its own, called as services of one process call each other. */
export interface TestPlatform {
  application: Application;
  postgres: Postgres;
  /** A client that calls with a token, or with none. */
  as<D extends DescService>(service: D, token?: string, headers?: Record<string, string>): Client<D>;
  /** What the root domain was made with. */
  systemToken: string;
}

/** Starts the service, without any system in it. To be called at a test file's top level. */
export async function startEmpty(
  neighbours: readonly Neighbour[] = [],
  config: Record<string, unknown> = {},
) {
  const peers = new Peers();
  const folder = mkdtempSync(join(tmpdir(), 'hawser-identity-'));
  const tokenFile = join(folder, 'token');
  const start = async ({ manifest, config: own }: Neighbour) => {
    const { host, port, user, password: secret, database } = await testDatabase();
    const overrides = {
      LOG: { level: 'silent' },
      DATABASES: { default: { host, port, user, password: secret, database } },
      TOKEN_INFO: { protocol: 'file', uri: tokenFile },
      ...own?.(folder),
    };
    const loaded = loadServiceConfig(manifest, { overrides }).value;
    const made = new Application(manifest, { peers, log: pino({ level: 'silent' }), config: loaded });
    await migrate(made.component(Postgres), manifest.name, manifest.migrations ?? []);
    return made;
  };
  const application = await start({ manifest: identity, config: () => config });
  const others: Application[] = [];
  for (const neighbour of neighbours) others.push(await start(neighbour));
  after(async () => {
    for (const one of [...others, application]) await one.stop(0);
    rmSync(folder, { recursive: true });
  });
  return {
    application,
    postgres: application.component(Postgres),
    tokenFile,
    as<D extends DescService>(service: D, token = '', headers: Record<string, string> = {}): Client<D> {
      return bound(createClient(service, { peers, channel: () => fail(service) }), { token, headers });
    },
  };
}

/** Starts the service with its root domain. */
export async function startPlatform(
  neighbours: readonly Neighbour[] = [],
  config: Record<string, unknown> = {},
): Promise<TestPlatform> {
  const empty = await startEmpty(neighbours, config);
  const admin = { userId: 'root', name: 'Root', password };
  const { systemToken } = await empty.as(System).init({ admin });
  writeFileSync(empty.tokenFile, systemToken);
  return { ...empty, systemToken };
}

function fail(service: DescService): never {
  throw new Error(`${service.typeName} isn't hosted here`);
}

/** The same client, calling with these options. */
function bound<D extends DescService>(client: Client<D>, options: object): Client<D> {
  const methods = Object.entries(client as Record<string, (...args: unknown[]) => unknown>);
  const all = methods.map(([name, call]) => [name, (request: unknown) => call(request, options)] as const);
  return Object.fromEntries(all) as Client<D>;
}
