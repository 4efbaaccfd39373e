import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { z } from 'zod';
import { loadConfig } from './load.ts';
import { ConfigError } from './problem.ts';
import { configSchema, serviceSchema } from './schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
after(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

// The example of the seed's documentation, as written there, below `application_scheduler`.
const scheduler = `QUEUES:
        collector_q:
            backend: spaceone.core.queue.redis_queue.RedisQueue
            host: redis
            port: 6379
            channel: collector

SCHEDULERS:
        hourly_scheduler:
            backend: spaceone.inventory.scheduler.inventory_scheduler.InventoryHourlyScheduler
            queue: collector_q
            interval: 1
            minute: ':00'
`;

test('queues and schedulers work as the seed writes them', () => {
  const { value, problems } = loadConfig({
    schema: configSchema,
    server: 'scheduler',
    files: [write('application_scheduler.yaml', scheduler)],
    backends: [
      {
        kind: 'scheduler',
        names: ['collect', 'spaceone.inventory.scheduler.inventory_scheduler.InventoryHourlyScheduler'],
      },
    ],
  });
  const { backend, host, port, channel } = value.QUEUES.collector_q!;
  assert.deepEqual([backend, host, port, channel], ['redis', 'redis', 6379, 'collector']);
  assert.deepEqual(value.SCHEDULERS, {
    hourly_scheduler: {
      backend: 'collect',
      queue: 'collector_q',
      interval: 1,
      minute: ':00',
      timezone: 'UTC',
      missed: 'once',
    },
  });
  assert.deepEqual(problems, []);
});

test('an implementer may serve a known name with another backend', () => {
  const { value } = loadConfig({
    schema: configSchema,
    files: [write('queues.yaml', scheduler)],
    backends: [{ kind: 'queue', names: ['postgres', 'spaceone.core.queue.redis_queue.RedisQueue'] }],
  });
  assert.equal(value.QUEUES.collector_q?.backend, 'postgres');
});

// What a release's values put into a service's folder: config.yaml of the image, and the three ConfigMaps.
test('the four files of a SpaceONE service work, with its order of imports', () => {
  write('database.yaml', 'DATABASES:\n  default:\n    db: inventory\n    read_preference: PRIMARY\n');
  write(
    'shared.yaml',
    `HANDLERS:
  authentication:
  - backend: spaceone.core.handler.authentication_handler:SpaceONEAuthenticationHandler
  - backend: spaceone.core.handler.authentication_api_key_handler.AuthenticationAPIKeyHandler
    uri: grpc://identity:50051/v1/APIKey/get
  authorization:
  - backend: spaceone.core.handler.authorization_handler:SpaceONEAuthorizationHandler
  mutation:
  - backend: spaceone.core.handler.mutation_handler:SpaceONEMutationHandler
CONNECTORS:
  IdentityConnector:
    endpoint:
      v1: grpc://identity:50051
  SpaceConnector:
    endpoints:
      identity: grpc://identity:50051
      cost_analysis: grpc+ssl://cost-analysis:50051/v1
CACHES:
  default: {backend: spaceone.core.cache.redis_cache.RedisCache, host: redis, port: 6379, db: 0, encoding: utf-8, socket_timeout: 10, socket_connect_timeout: 5}
  local: {backend: spaceone.core.cache.local_cache.LocalCache, max_size: 128, ttl: 86400}
DATABASES:
  default: {username: admin, password: hidden, host: db, port: 5433}
OTEL:
  endpoint: http://collector:4318
TOKEN: ''
`,
  );
  write(
    'application.yaml',
    `ENDPOINTS:
- {service: identity, name: Identity Service, endpoint: "grpc://identity:50051"}
WORKERS:
  collector_worker: {backend: spaceone.core.scheduler.worker.BaseWorker, queue: collector_q, pool: 4}
LOG:
  filters: {masking: {rules: {Collector.collect: [secret_data]}}}
HANDLERS:
  authorization: []
collect_queue: collector_q
`,
  );
  const config = write(
    'config.yaml',
    `REMOTE_URL:
${['database', 'shared', 'application'].map(name => `- file://${folder}/${name}.yaml`).join('\n')}
GLOBAL:
  MAX_WORKERS: 1000
  DATABASES: {default: {db: x, host: y, maxPoolSize: 200, username: z}}
  LOG: {loggers: {spaceone: {handlers: [console]}}, handlers: {file: {type: file, filename: /var/log/x.log}}}
`,
  );
  const { value, problems, files } = loadConfig({
    schema: serviceSchema(z.object({ collect_queue: z.string() })),
    directory: folder,
    backends: [
      {
        kind: 'handler',
        names: ['jwt', 'spaceone.core.handler.authentication_handler.SpaceONEAuthenticationHandler'],
        options: z.object({ leewaySeconds: z.number().default(5) }),
      },
      {
        kind: 'handler',
        names: [
          'api-key',
          'spaceone.core.handler.authentication_api_key_handler.AuthenticationAPIKeyHandler',
        ],
        options: z.object({ uri: z.string() }),
      },
      {
        kind: 'handler',
        names: ['role', 'spaceone.core.handler.authorization_handler.SpaceONEAuthorizationHandler'],
      },
      { kind: 'handler', names: ['scope', 'spaceone.core.handler.mutation_handler.SpaceONEMutationHandler'] },
    ],
  });
  assert.equal(files[0], config);
  assert.equal(files.length, 4);
  assert.deepEqual(value.HANDLERS.authentication, [
    { backend: 'jwt', leewaySeconds: 5 },
    { backend: 'api-key', uri: 'grpc://identity:50051/v1/APIKey/get' },
  ]);
  assert.deepEqual([value.HANDLERS.authorization, value.HANDLERS.mutation], [[], [{ backend: 'scope' }]]);
  const { host, port, database, user, poolSize } = value.DATABASES.default!;
  assert.deepEqual([host, port, database, user, poolSize], ['db', 5433, 'inventory', 'admin', 200]);
  assert.deepEqual(
    [value.CACHES.default?.backend, value.CACHES.default?.connectTimeoutSeconds],
    ['redis', 5],
  );
  assert.deepEqual([value.CACHES.local?.backend, value.CACHES.local?.maxSize], ['local', 128]);
  assert.deepEqual(value.ENDPOINTS, { identity: 'grpc://identity:50051' });
  assert.deepEqual(value.WORKERS.collector_worker, {
    backend: 'default',
    queue: 'collector_q',
    concurrency: 4,
  });
  assert.equal(value.collect_queue, 'collector_q');
  assert.deepEqual(
    problems.map(({ code, path }) => `${code} ${path}`),
    [
      'CONFIG_NO_EFFECT MAX_WORKERS',
      'CONFIG_NO_EFFECT LOG.loggers',
      'CONFIG_NO_EFFECT LOG.handlers',
      'CONFIG_NO_EFFECT DATABASES.default.read_preference',
      'CONFIG_NO_EFFECT CACHES.default.encoding',
    ],
  );
});

test('a backend nobody has, and options it doesn’t take, are refused', () => {
  const load = () =>
    loadConfig({
      schema: configSchema,
      overrides: {
        QUEUES: { q: { backend: 'postgers' } },
        HANDLERS: { event: [{ backend: 'audit', table: 5, collumns: [] }] },
        CONNECTORS: { Anything: { free: 1 }, HttpConnector: { timeoutSecond: 1 } },
      },
      backends: [
        {
          kind: 'handler',
          names: ['audit'],
          options: z.object({ table: z.string(), columns: z.array(z.string()).default([]) }),
        },
        {
          kind: 'connector',
          names: ['HttpConnector'],
          options: z.object({ timeoutSeconds: z.number().default(5) }),
        },
      ],
    });
  assert.throws(load, (error: unknown) => {
    assert.ok(error instanceof ConfigError);
    assert.deepEqual(
      error.problems.map(({ code, path, message, nearest }) => [code, path, message, nearest]),
      [
        ['CONFIG_INVALID_VALUE', 'HANDLERS.event[0].table', 'expected text, got 5', undefined],
        ['CONFIG_UNKNOWN_KEY', 'HANDLERS.event[0].collumns', 'unknown key', 'columns'],
        ['CONFIG_UNKNOWN_KEY', 'CONNECTORS.HttpConnector.timeoutSecond', 'unknown key', 'timeoutSeconds'],
        [
          'CONFIG_UNKNOWN_BACKEND',
          'QUEUES.q.backend',
          'no queue is called "postgers"; there are postgres, redis',
          'postgres',
        ],
      ],
    );
    return true;
  });
});

test('an option’s place is its own line', () => {
  const file = write('handlers.yaml', 'HANDLERS:\n  event:\n  - backend: audit\n    tabel: x\n');
  const options = z.object({ table: z.string().optional() });
  assert.throws(
    () =>
      loadConfig({
        schema: configSchema,
        files: [file],
        backends: [{ kind: 'handler', names: ['audit'], options }],
      }),
    (error: unknown) => error instanceof ConfigError && error.problems[0]?.source.line === 4,
  );
});
