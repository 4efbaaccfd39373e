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

/** The service on a database of its own, called as services of one process call each other. */
export interface TestPlatform {
  application: Application;
  postgres: Postgres;
  /** A client that calls with a token, or with none. */
  as<D extends DescService>(service: D, token?: string, headers?: Record<string, string>): Client<D>;
  /** The root administrator's domain is made by this. */
  systemToken: string;
}

/** Starts the service, without any system in it. To be called at a test file's top level. */
export async function startEmpty(
  config: Record<string, unknown> = {},
  neighbours: readonly Manifest[] = [],
): Promise<Omit<TestPlatform, 'systemToken'>> {
  const { host, port, user, password: secret, database } = await testDatabase();
  const peers = new Peers();
  const log = pino({ level: 'silent' });
  const overrides = {
    LOG: { level: 'silent' },
    DATABASES: { default: { host, port, user, password: secret, database } },
    ...config,
  };
  const application = new Application(identity, {
    peers,
    log,
    config: loadServiceConfig(identity, { overrides }).value,
  });
  const others = neighbours.map(manifest => new Application(manifest, { peers, log }));
  const postgres = application.component(Postgres);
  await migrate(postgres, 'identity', identity.migrations);
  after(async () => {
    for (const one of [...others, application]) await one.stop(0);
  });
  return {
    application,
    postgres,
    as: (service, token, headers) =>
      bound(createClient(service, { peers, channel: () => fail(service) }), { token: token ?? '', headers }),
  };
}

/** Starts the service with its root domain. */
export async function startPlatform(
  config: Record<string, unknown> = {},
  neighbours: readonly Manifest[] = [],
): Promise<TestPlatform> {
  const empty = await startEmpty(config, neighbours);
  const admin = { userId: 'root', name: 'Root', password };
  const { systemToken } = await empty.as(System).init({ admin });
  return { ...empty, systemToken };
}

function fail(service: DescService): never {
  throw new Error(`${service.typeName} isn't hosted here`);
}

/** The same client, calling with these options. */
function bound<D extends DescService>(client: Client<D>, options: object): Client<D> {
  const methods = Object.entries(client as Record<string, (...args: unknown[]) => unknown>);
  return Object.fromEntries(
    methods.map(([name, call]) => [name, (request: unknown) => call(request, options)]),
  ) as Client<D>;
}
