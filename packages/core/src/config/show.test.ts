import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig } from './load.ts';
import { configSchema, serviceSchema } from './schema.ts';
import { showConfig } from './show.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
after(() => rmSync(folder, { recursive: true }));

const small = serviceSchema(
  z.object({
    IDENTITY: z
      .object({
        pepper: z.string().default('salt').meta({ secret: true }),
        hosts: z.array(z.string()).default([]),
        tries: z.int().default(3),
      })
      .prefault({}),
  }),
).pick({ IDENTITY: true, CONNECTORS: true, TOKEN: true });

test('every value is shown with where it comes from', () => {
  const file = join(folder, 'shared.yaml');
  writeFileSync(
    file,
    'TOKEN: abc\nIDENTITY:\n  hosts:\n    - a\n    - b\nCONNECTORS:\n  Own:\n    apiKey: k\n    note: n\n',
  );
  const loaded = loadConfig({ schema: small, files: [file], env: { HAWSER_IDENTITY__TRIES: '5' } });
  assert.equal(
    showConfig(loaded).replaceAll(folder, '.'),
    `IDENTITY:
  pepper: "********" # default
  hosts:
    - a # ./shared.yaml:4:7
    - b # ./shared.yaml:5:7
  tries: 5 # $HAWSER_IDENTITY__TRIES
CONNECTORS:
  Own:
    apiKey: "********" # ./shared.yaml:8:5
    note: n # ./shared.yaml:9:5
TOKEN: "********" # ./shared.yaml:1:1
`,
  );
  const shown = JSON.parse(showConfig(loaded, { format: 'json' }));
  assert.deepEqual(shown.config, parse(showConfig(loaded)));
  assert.equal(shown.sources['IDENTITY.hosts[1]'].replace(folder, '.'), './shared.yaml:5:7');
  assert.equal(shown.sources['CONNECTORS.Own.apiKey'].replace(folder, '.'), './shared.yaml:8:5');
});

test('empty maps and lists, and values that only the defaults have, are shown', () => {
  const loaded = loadConfig({ schema: small });
  assert.equal(
    showConfig(loaded),
    `IDENTITY:
  pepper: "********" # default
  hosts: [] # default
  tries: 3 # default
CONNECTORS: {} # default
TOKEN: "" # default
`,
  );
});

test('no secret is shown, whatever it is and wherever it stands', () => {
  // Long enough not to be found by chance.
  const secret = fc.stringMatching(/^[A-Za-z0-9]{12,20}$/).map(text => `S3CR-${text}`);
  fc.assert(
    fc.property(secret, text => {
      const loaded = loadConfig({
        schema: configSchema,
        overrides: {
          TOKEN: text,
          DATABASES: { default: { password: text }, other: { url: `postgres://u:${text}@h/db` } },
          CACHES: { default: { password: text } },
          QUEUES: { q: { password: text } },
          OTEL: {
            endpoint: `http://user:${text}@collector:4318`,
            headers: { authorization: `Bearer ${text}` },
          },
          HANDLERS: { event: [{ backend: 'x', client_secret: text, deep: { secret_data: { a: [text] } } }] },
          CONNECTORS: {
            A: { token: text, privateKey: text, db_password: text, api_key: text, uri: `redis://:${text}@h` },
          },
        },
      });
      for (const format of ['yaml', 'json'] as const)
        assert.ok(!showConfig(loaded, { format }).includes(text));
    }),
    { numRuns: 20 },
  );
});

test('names that only look like secrets are shown', () => {
  const loaded = loadConfig({
    schema: configSchema,
    overrides: {
      DATABASES: { tokens: { host: 'h' } },
      SERVERS: { grpc: { tls: { cert: '/c', key: '/k' } } },
      CONNECTORS: {
        SecretConnector: { endpoint: { v1: 'grpc://secret:50051' } },
        A: { endpoints: { secret: 'grpc://s:1' } },
      },
      ENDPOINTS: { secret: 'grpc://secret:50051' },
    },
  });
  const { config } = JSON.parse(showConfig(loaded, { format: 'json' }));
  assert.equal(config.DATABASES.tokens.host, 'h');
  assert.deepEqual(config.SERVERS.grpc.tls, { cert: '/c', key: '/k' });
  assert.equal(config.CONNECTORS.SecretConnector.endpoint.v1, 'grpc://secret:50051');
  assert.equal(config.CONNECTORS.A.endpoints.secret, 'grpc://s:1');
  assert.equal(config.ENDPOINTS.secret, 'grpc://secret:50051');
});

test('an invalid configuration’s error doesn’t quote a secret', () => {
  const bad = () =>
    loadConfig({
      schema: configSchema,
      overrides: {
        DATABASES: { default: { password: ['hush'], url: 7117 } },
        OTEL: { endpoint: 'ftp://u:hush@h' },
      },
    });
  assert.throws(
    bad,
    (error: Error) => !/hush|7117/.test(error.message) && /a secret number/.test(error.message),
  );
});
