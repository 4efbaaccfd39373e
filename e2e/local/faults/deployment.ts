import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { DescService } from '@bufbuild/protobuf';
import { Application, type Client, createClient, loadServiceConfig, type Manifest } from '@hawser/core';
import { migrate, Postgres } from '@hawser/core/connector/postgres';
import { type GrpcChannel, grpcJs } from '@hawser/core/interface/grpc';
import identity from '@hawser/identity';
import inventory from '@hawser/inventory';
import { startPostgres, type TestPostgres } from '@hawser/local/testing';
import { System } from '@hawser/proto/spaceone/api/identity/v2/system_pb.js';
import { password } from '../tenant.ts';
import { serverOf } from '../transports/methods.ts';
import { type Child, endAll, startReplica, startTestPlugin } from './child.ts';

/** Services as separate processes over one PostgreSQL, as on a cluster. */
export interface Deployment {
  postgres: TestPostgres;
  /** The process of identity, grpc and rest. */
  identity: Child;
  systemToken: string;
  /** Starts further servers of a service. */
  start(service: string, servers: string): Promise<Child>;
  client<D extends DescService>(service: D): Client<D>;
  /** Reads one of a service's tables. */
  query(service: string, sql: string): Promise<Record<string, unknown>[]>;
}

const manifests: Readonly<Record<string, Manifest>> = { identity, inventory };

/**
 * Starts PostgreSQL, the test plugin and identity; inventory is started by the tests. To be called at a test file's top
 * level.
 *
 * @param settings of inventory, over its defaults
 */
export async function deploy(settings: Record<string, unknown> = {}): Promise<Deployment> {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-e2e-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.env.XDG_CONFIG_HOME = folder;
  const [postgres, plugin] = await Promise.all([
    // What was committed stays when the server is killed.
    startPostgres({ synchronous_commit: 'on' }),
    startTestPlugin(),
  ]);
  const tokenFile = join(folder, 'token');
  const endpoints: Record<string, string> = {};
  const stores: Record<string, Application> = {};
  const folders: Record<string, string> = {};
  const writeConfig = async (name: string, own: Record<string, unknown> = {}) => {
    const { host, port, user, password: secret, database } = await postgres.database();
    const server = { host: '127.0.0.1', port: 0 };
    const config = {
      LOG: { level: 'info' },
      SERVERS: { grpc: server, rest: server, health: server, drainSeconds: 10 },
      DATABASES: { default: { host, port, user, password: secret, database, poolSize: 8 } },
      TOKEN_INFO: { protocol: 'file', uri: tokenFile },
      ENDPOINTS: { ...endpoints },
      ...own,
    };
    const directory = join(folder, name);
    mkdirSync(directory);
    folders[name] = directory;
    writeFileSync(join(directory, 'config.yaml'), JSON.stringify(config));
    const manifest = manifests[name]!;
    const value = loadServiceConfig(manifest, { directory, env: {} }).value;
    const application = new Application(manifest, {
      config: { ...value, LOG: { ...value.LOG, level: 'silent' } },
    });
    stores[name] = application;
    await migrate(application.component(Postgres), name, manifest.migrations ?? []);
  };

  const channels = new Map<string, GrpcChannel>();
  const client = <D extends DescService>(service: D): Client<D> => {
    const address = endpoints[serverOf(service.typeName)]!.replace('grpc://', '');
    const channel =
      channels.get(address) ?? grpcJs.connect(address, { maxReceiveBytes: 1e7, idempotent: [] });
    channels.set(address, channel);
    return createClient(service, { channel: () => channel });
  };

  await writeConfig('identity');
  const first = await startReplica('identity', 'grpc,rest', folders.identity!);
  endpoints.identity = `grpc://${first.servers.grpc}`;
  const admin = { userId: 'root@example.com', password, name: 'Root' };
  const { systemToken } = await client(System).init({ admin });
  writeFileSync(tokenFile, systemToken);
  const PLUGINS = { 'plugin-test': { endpoint: `grpc://${plugin.servers.grpc}`, provider: 'test' } };
  await writeConfig('inventory', { PLUGINS, ...settings });

  after(async () => {
    for (const channel of channels.values()) channel.close();
    endAll();
    for (const application of Object.values(stores)) await application.stop(0);
  });
  return {
    postgres,
    identity: first,
    systemToken,
    client,
    async start(service, servers) {
      const child = await startReplica(service, servers, folders[service]!);
      if (child.servers.grpc) endpoints[service] ??= `grpc://${child.servers.grpc}`;
      return child;
    },
    query: (service, sql) => stores[service]!.component(Postgres).query(sql, []),
  };
}
