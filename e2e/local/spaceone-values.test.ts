import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Application, loadServiceConfig, type Manifest, type ServerKind } from '@hawser/core';
import { ConfigError } from '@hawser/core/config';
import identity from '@hawser/identity';
import inventory from '@hawser/inventory';
import plugin from '@hawser/plugin';
import repository from '@hawser/repository';
import secret from '@hawser/secret';

const all = { identity, inventory, secret, plugin, repository };
const root = mkdtempSync(join(tmpdir(), 'hawser-values-'));
after(() => rmSync(root, { recursive: true }));

// What values files of SpaceONE 1.11 and 2 have for these services, in their own words for keys and backends.
const connectors = (...names: string[]) =>
  names.map(name => `  ${name}Connector: {endpoint: {v1: "grpc://${name.toLowerCase()}:50051"}}`).join('\n');
const handler = 'spaceone.core.handler';
const consul = 'TOKEN_INFO: {protocol: consul, config: {host: consul-server}, uri: root/api_key/TOKEN}';
const redis = 'backend: spaceone.core.cache.redis_cache.RedisCache, host: redis, port: 6379, db: 0';

const shared = {
  'version 1': `
HANDLERS:
  authentication:
  - backend: ${handler}.authentication_handler.AuthenticationGRPCHandler
    uri: grpc://identity:50051/v1/Domain/get_public_key
  authorization:
  - backend: ${handler}.authorization_handler.AuthorizationGRPCHandler
    uri: grpc://identity:50051/v1/Authorization/verify
  mutation:
  - backend: ${handler}.mutation_handler.SpaceONEMutationHandler
CONNECTORS:
${connectors('Identity', 'Secret', 'Repository', 'Plugin', 'Config', 'Inventory', 'Monitoring', 'Statistics')}
${connectors('Billing', 'Notification', 'PowerScheduler', 'SpotAutomation')}
CACHES:
  default: {${redis}, encoding: utf-8, socket_timeout: 10, socket_connect_timeout: 10}
`,
  'version 2': `
HANDLERS:
  authentication: [{backend: "${handler}.authentication_handler:SpaceONEAuthenticationHandler"}]
  authorization: [{backend: "${handler}.authorization_handler:SpaceONEAuthorizationHandler"}]
  mutation: [{backend: "${handler}.mutation_handler:SpaceONEMutationHandler"}]
CONNECTORS:
${connectors('Identity', 'Secret', 'Repository', 'Plugin', 'Config', 'Inventory', 'Monitoring', 'Notification')}
  SpaceConnector:
    endpoints: {identity: "grpc://identity:50051", cost_analysis: "grpc://cost-analysis:50051", board: "grpc://board:50051"}
CACHES:
  default: {${redis}, encoding: utf-8, socket_timeout: 10, socket_connect_timeout: 10}
DATABASES:
  default: {username: admin, password: password, host: database, port: 5432}
TOKEN: ""
`,
};

/** What of the shared files has no effect. */
const without: Readonly<Record<keyof typeof shared, readonly string[]>> = {
  'version 1': ['CACHES.default.encoding', 'HANDLERS.authentication[0].uri', 'HANDLERS.authorization[0].uri'],
  'version 2': ['CACHES.default.encoding'],
};

interface Row {
  what: string;
  service: keyof typeof all;
  server: ServerKind;
  /** The server's own file. */
  own: string;
  /** What of it has no effect, as the start says; that of the shared file aside. */
  warnings?: readonly string[];
  /** What stops the start. */
  problems?: readonly string[];
}

const off = 'HANDLERS: {authentication: [], authorization: [], mutation: []}';
const queue = `QUEUES:
  collector_q: {backend: spaceone.core.queue.redis_queue.RedisQueue, host: redis, port: 6379, channel: collector}`;
const key = `ENCRYPTION: {keyFile: ${join(root, 'secret.key')}}`;

const rows: readonly Row[] = [
  {
    what: 'handlers that ask the server itself, and endpoints as a list',
    service: 'identity',
    server: 'grpc',
    own: `
HANDLERS:
  authentication:
  - {backend: ${handler}.authentication_handler.AuthenticationGRPCHandler, uri: "grpc://localhost:50051/v1/Domain/get_public_key"}
  authorization:
  - {backend: ${handler}.authorization_handler.AuthorizationGRPCHandler, uri: "grpc://localhost:50051/v1/Authorization/verify"}
  mutation: [{backend: ${handler}.mutation_handler.SpaceONEMutationHandler}]
ENDPOINTS:
- {service: identity, name: Identity Service, endpoint: "grpc://identity:50051/v1"}
- {service: power_scheduler, name: Power Scheduler Service, endpoint: "grpc://power-scheduler:50051/v1"}
`,
    warnings: ['HANDLERS.authentication[0].uri', 'HANDLERS.authorization[0].uri'],
  },
  {
    what: 'a database by its name, and endpoints within the platform',
    service: 'identity',
    server: 'grpc',
    own: `
DATABASES: {default: {db: v2-identity, read_preference: PRIMARY}}
ENDPOINTS: []
INTERNAL_ENDPOINTS:
- {service: cost_analysis, name: Cost Analysis Service, endpoint: "grpc://cost-analysis:50051"}
`,
    warnings: ['DATABASES.default.read_preference'],
  },
  {
    what: 'a token from Consul, and the queue of collections',
    service: 'inventory',
    server: 'grpc',
    own: `${consul}\ncollect_queue: collector_q`,
    warnings: ['TOKEN_INFO.config', 'collect_queue'],
  },
  {
    what: 'a queue on Redis, and the hourly scheduler',
    service: 'inventory',
    server: 'scheduler',
    own: `${consul}
${queue}
SCHEDULERS:
  hourly_scheduler:
    {backend: spaceone.inventory.scheduler.inventory_scheduler.InventoryHourlyScheduler, queue: collector_q, interval: 1, minute: ':00'}`,
    warnings: ['TOKEN_INFO.config'],
  },
  {
    what: 'no handlers, and a worker',
    service: 'inventory',
    server: 'worker',
    own: `${consul}
${off}
${queue}
WORKERS:
  collector_worker: {backend: spaceone.core.scheduler.worker.BaseWorker, queue: collector_q, pool: 4}`,
    warnings: ['TOKEN_INFO.config'],
  },
  {
    what: 'secrets in Consul',
    service: 'secret',
    server: 'grpc',
    own: `${key}\nBACKEND: ConsulConnector\nCONNECTORS: {ConsulConnector: {host: consul-server, port: 8500}}`,
    warnings: ['BACKEND'],
  },
  {
    what: 'secrets in MongoDB',
    service: 'secret',
    server: 'grpc',
    own: `${key}
BACKEND: MongoDBConnector
CONNECTORS: {MongoDBConnector: {host: mongodb, port: 27017, username: admin, password: password}}`,
    warnings: ['BACKEND'],
  },
  {
    what: 'no key to encrypt secrets with, which SpaceONE doesn’t have',
    service: 'secret',
    server: 'grpc',
    own: 'BACKEND: AWSSecretManagerConnector\nCONNECTORS: {AWSSecretManagerConnector: {region_name: eu-central-1}}',
    problems: ['CONFIG_MISSING_KEY ENCRYPTION'],
  },
  {
    what: 'the root domain’s token from Consul',
    service: 'repository',
    server: 'grpc',
    own: `ROOT_${consul}`,
    warnings: ['ROOT_TOKEN_INFO'],
  },
  {
    what: 'a token from Consul',
    service: 'plugin',
    server: 'grpc',
    own: consul,
    warnings: ['TOKEN_INFO.config'],
  },
  {
    what: 'a misspelt key',
    service: 'plugin',
    server: 'grpc',
    own: 'TOKEN_INF: {}',
    problems: ['CONFIG_UNKNOWN_KEY TOKEN_INF'],
  },
];

/** A folder as a chart mounts it. */
function folder(sharedText: string, { server, own }: Row): string {
  const directory = mkdtempSync(join(root, 'service-'));
  writeFileSync(join(directory, 'shared.yaml'), sharedText);
  writeFileSync(join(directory, `application_${server}.yaml`), own);
  // What a server's file is read beside.
  writeFileSync(join(directory, 'application.yaml'), '{}');
  return directory;
}

for (const [version, text] of Object.entries(shared)) {
  describe(`values of SpaceONE, ${version}`, () => {
    for (const row of rows) {
      const manifest: Manifest = all[row.service];
      const outcome = row.problems
        ? 'is refused'
        : row.warnings
          ? 'is taken, in part with a warning'
          : 'is taken';
      it(`${row.service} with ${row.what} ${outcome}`, () => {
        const load = () => loadServiceConfig(manifest, { directory: folder(text, row), server: row.server });
        if (row.problems) {
          assert.throws(load, (error: unknown) => {
            assert.ok(error instanceof ConfigError);
            assert.deepEqual(
              error.problems.map(({ code, path }) => `${code} ${path}`),
              row.problems,
            );
            return true;
          });
          return;
        }
        const { value, problems } = load();
        assert.deepEqual(new Set(problems.map(({ code }) => code)), new Set(['CONFIG_NO_EFFECT']));
        const paths = problems.map(({ path }) => path);
        const ofShared = [...without[version as keyof typeof shared]].filter(
          path => !path.startsWith('HANDLERS') || !row.own.includes(off),
        );
        assert.deepEqual(paths.sort(), [...new Set([...ofShared, ...(row.warnings ?? [])])].sort());
        // It is a configuration that an application can be made with, whatever the other services are.
        const application = new Application(manifest, {
          config: { ...value, LOG: { ...value.LOG, level: 'silent' } },
        });
        const { HANDLERS, CACHES } = application.config;
        const handlers = Object.values(HANDLERS).map(chain => chain.map(({ backend }) => backend));
        assert.deepEqual(
          handlers,
          row.own.includes(off) ? [[], [], [], []] : [['jwt'], ['role'], ['tenancy'], []],
        );
        assert.equal(CACHES.default?.backend, 'redis');
      });
    }
  });
}
