import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { loadConfig } from './load.ts';
import { nearest } from './nearest.ts';
import { ConfigError } from './problem.ts';
import { configSchema, serviceSchema } from './schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
after(() => rmSync(folder, { recursive: true }));

const write = (files: Record<string, string>) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
};

test('the message has every problem of every layer, each with its place, key and what was expected', () => {
  write({
    'shared.yaml': `LOG:
  level: debgu
  requests: all
HANDLER:
  event: []
SERVERS:
  grpc:
    port: 70000
    tls: {cert: /etc/tls.crt}
`,
    'application.yaml': `LOG:
  requests: {all: true}
SERVERS: {rest: {cors: {origins: ['*', 5]}}}
`,
    'application_worker.yaml': `QUEUES:
  collector_q:
    host: redis
    chanel: collector
DATABASES:
  default: {db: inventory, database: inventory, url: postgres://u:p@h/d}
SCHEDULERS:
  nightly: {queue: collector_q, rule: 0 3 * * *, minute: ':05', timezone: Asia/Soul}
`,
  });
  const own = z.object({ LIMITS: z.object({ jobs: z.int().min(1) }) });
  const load = () =>
    loadConfig({
      schema: serviceSchema(own),
      server: 'worker',
      directory: folder,
      env: { HAWSER_WORKERS__MAIN__POOL: 'many' },
    });
  assert.throws(load, (error: unknown) => {
    assert.ok(error instanceof ConfigError);
    assert.equal(
      error.message.replaceAll(`${folder}/`, ''),
      `The configuration has 15 problems:
  shared.yaml:4:1  HANDLER
    unknown key; did you mean "HANDLERS"? [CONFIG_UNKNOWN_KEY]
  application.yaml:2:3  LOG.requests
    is a map here but a scalar in shared.yaml:3:3 [CONFIG_TYPE_CLASH]
  application_worker.yaml:4:5  QUEUES.collector_q.chanel
    unknown key; did you mean "channel"? [CONFIG_UNKNOWN_KEY]
  application_worker.yaml:6:28  DATABASES.default.database
    means the same as "db", which is given too [CONFIG_DUPLICATE_KEY]
  shared.yaml:8:5  SERVERS.grpc.port
    expected integer from 0 to 65535, got 70000 [CONFIG_INVALID_VALUE]
  shared.yaml:9:5  SERVERS.grpc.tls.key
    missing: expected text [CONFIG_MISSING_KEY]
  application.yaml:3:40  SERVERS.rest.cors.origins[1]
    expected text, got 5 [CONFIG_INVALID_VALUE]
  application_worker.yaml:6:3  DATABASES.default
    give url, or host, port, database, user, password, not both; null takes away what a lower layer gives [CONFIG_INVALID_VALUE]
  application_worker.yaml:8:3  SCHEDULERS.nightly.backend
    missing: expected text [CONFIG_MISSING_KEY]
  application_worker.yaml:8:65  SCHEDULERS.nightly.timezone
    expected a time zone such as UTC or Asia/Seoul [CONFIG_INVALID_VALUE]
  application_worker.yaml:8:3  SCHEDULERS.nightly
    give rule, or interval, hours, minute, not both; null takes away what a lower layer gives [CONFIG_INVALID_VALUE]
  $HAWSER_WORKERS__MAIN__POOL  WORKERS.main.queue
    missing: expected text [CONFIG_MISSING_KEY]
  $HAWSER_WORKERS__MAIN__POOL  WORKERS.main.concurrency
    expected integer from 1 to 1000, got "many" [CONFIG_INVALID_VALUE]
  shared.yaml:2:3  LOG.level
    expected one of trace, debug, info, warn, error, fatal, silent, got "debgu"; did you mean "debug"? [CONFIG_INVALID_VALUE]
  LIMITS
    missing: expected map [CONFIG_MISSING_KEY]`,
    );
    return true;
  });
});

test('a problem is also data', () => {
  write({ 'one.yaml': 'LOG:\n  levle: debug\n  format: xml\n' });
  assert.throws(
    () => loadConfig({ schema: configSchema, files: [join(folder, 'one.yaml')] }),
    (error: unknown) => {
      assert.ok(error instanceof ConfigError);
      const source = { layer: 'file', file: join(folder, 'one.yaml') };
      assert.deepEqual(error.problems, [
        {
          code: 'CONFIG_UNKNOWN_KEY',
          path: 'LOG.levle',
          source: { ...source, line: 2, column: 3 },
          message: 'unknown key',
          nearest: 'level',
        },
        {
          code: 'CONFIG_INVALID_VALUE',
          path: 'LOG.format',
          source: { ...source, line: 3, column: 3 },
          message: 'expected one of json, pretty, got "xml"',
          expected: 'one of json, pretty',
        },
      ]);
      return true;
    },
  );
});

test('YAML that can’t be read is reported with its place', () => {
  const cases: Record<string, string> = {
    'TOKEN: a\nTOKEN: b\n': 'Map keys must be unique [CONFIG_SYNTAX]',
    '- a\n': 'holds a list, not a map of keys [CONFIG_SYNTAX]',
    'LOG: {level: [\n': '[CONFIG_SYNTAX]',
    '? [a]\n: b\n': 'a key has to be plain text [CONFIG_SYNTAX]',
    'CONNECTORS: &a {A: *a}\n': 'an alias inside of its own anchor [CONFIG_SYNTAX]',
    'TOKEN: !vault abc\n': 'Unresolved tag: !vault [CONFIG_SYNTAX]',
    'LOG: {<<: text}\n': 'a merge key (<<) takes maps [CONFIG_SYNTAX]',
  };
  for (const [text, message] of Object.entries(cases)) {
    write({ 'bad.yaml': text });
    assert.throws(
      () => loadConfig({ schema: configSchema, files: [join(folder, 'bad.yaml')] }),
      (error: Error) => error.message.includes(message) && /bad\.yaml(:\d+:\d+)?\n/.test(error.message),
      text,
    );
  }
});

test('a file can’t be blown up by aliases', () => {
  const levels = Array.from(
    { length: 12 },
    (_, i) => `  L${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`)}]`,
  );
  write({ 'bomb.yaml': `CONNECTORS:\n  L0: &l0 [x]\n${levels.join('\n')}\n` });
  const started = performance.now();
  assert.throws(
    () => loadConfig({ schema: configSchema, files: [join(folder, 'bomb.yaml')] }),
    /more than 1000 aliases \[CONFIG_SYNTAX\]/,
  );
  assert.ok(performance.now() - started < 5_000);
});

test('anchors and merge keys work', () => {
  write({
    'anchors.yaml': `QUEUES:
  a: &a {host: redis, port: 1}
  b: {<<: *a, port: 2}
  c: *a
  d: {port: 3, <<: [*a, {db: 4}]}
`,
  });
  const { value, source } = loadConfig({ schema: configSchema, files: [join(folder, 'anchors.yaml')] });
  const short = Object.values(value.QUEUES).map(({ host, port, db }) => [host, port, db]);
  assert.deepEqual(short, [
    ['redis', 1, 0],
    ['redis', 2, 0],
    ['redis', 1, 0],
    ['redis', 3, 4],
  ]);
  assert.equal(source('QUEUES.b.host')?.line, 2);
});

test('the nearest known name is found through any one slip, and none is offered for something else', () => {
  const known = ['authentication', 'authorization', 'maxMessageBytes', 'port', 'host', 'origins'];
  fc.assert(
    fc.property(
      fc.constantFrom(...known),
      fc.nat(),
      fc.constantFrom('drop', 'double', 'swap'),
      (name, at, slip) => {
        const i = at % (name.length - 1);
        const slipped = {
          drop: name.slice(0, i) + name.slice(i + 1),
          double: name.slice(0, i) + name[i] + name.slice(i),
          swap: name.slice(0, i) + name[i + 1] + name[i] + name.slice(i + 2),
        }[slip];
        assert.equal(nearest(slipped, known), name);
      },
    ),
  );
  for (const other of ['zzz', 'completelyDifferent', '']) assert.equal(nearest(other, known), undefined);
  assert.equal(nearest('MAX_MESSAGE_BYTES', known), 'maxMessageBytes');
});
