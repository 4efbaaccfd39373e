import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadConfig } from './load.ts';
import { ConfigError } from './problem.ts';
import { configSchema } from './schema.ts';

const load = (env: Record<string, string>, overrides = {}) =>
  loadConfig({ schema: configSchema, env, serviceDefaults: overrides });

function codesOf(env: Record<string, string>): string[] {
  try {
    load(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.problems.map(({ code, source }) => `${code} ${source.variable}`);
  }
  return [];
}

test('two underscores go down a level, and case does not matter where the key is known', () => {
  for (const name of [
    'HAWSER_SERVERS__grpc__maxMessageBytes',
    'HAWSER_SERVERS__GRPC__MAX_MESSAGE_BYTES',
    'HAWSER_servers__Grpc__maxmessagebytes',
  ]) {
    assert.equal(load({ [name]: '2048' }).value.SERVERS.grpc.maxMessageBytes, 2048, name);
  }
});

test('an alias, and the name of an entry below, are known too', () => {
  const { value } = load(
    { HAWSER_DATABASES__MAIN_DB__USERNAME: 'me' },
    { DATABASES: { 'Main-db': { host: 'h' } } },
  );
  assert.deepEqual(Object.keys(value.DATABASES), ['Main-db']);
  assert.equal(value.DATABASES['Main-db']?.user, 'me');
});

test('the name of a new entry is in lower case, or as written', () => {
  const { value } = load({ HAWSER_DATABASES__MAIN__DB: 'a', HAWSER_DATABASES__mainTwo__DB: 'b' });
  assert.deepEqual(Object.keys(value.DATABASES), ['main', 'mainTwo']);
});

test('text is taken as it is, whatever it looks like', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      assert.equal(
        load({ HAWSER_DATABASES__default__password: text }).value.DATABASES.default?.password,
        text,
      );
    }),
  );
});

test('so are secrets that no schema knows', () => {
  for (const text of ['*not-an-alias', '[', '007', 'null', '']) {
    const { value } = load({ HAWSER_CONNECTORS__Own__API_KEY: text });
    assert.equal(value.CONNECTORS.Own?.api_key, text);
  }
});

test('other values are YAML: numbers, booleans, lists, maps, and null for nothing', () => {
  const { value } = load(
    {
      HAWSER_SERVERS__REST__PORT: '0',
      HAWSER_DATABASES__DEFAULT__SSL: 'true',
      HAWSER_SERVERS__REST__CORS__ORIGINS: '[https://a, https://b]',
      HAWSER_CONNECTORS__KubernetesConnector: '{namespace: plugins, replica: {inventory.Collector: 4}}',
      HAWSER_SERVERS__GRPC__PROCESSES: '',
    },
    { SERVERS: { grpc: { processes: 4 } } },
  );
  assert.equal(value.SERVERS.rest.port, 0);
  assert.equal(value.DATABASES.default?.ssl, true);
  assert.deepEqual(value.SERVERS.rest.cors.origins, ['https://a', 'https://b']);
  assert.deepEqual(value.CONNECTORS.KubernetesConnector, {
    namespace: 'plugins',
    replica: { 'inventory.Collector': 4 },
  });
  assert.equal(value.SERVERS.grpc.processes, 1);
});

test('a single part is a key only if the schema has it', () => {
  const others = {
    HAWSER_DATA: '/x',
    HAWSER_SERVICE_HOST: '10.0.0.1',
    HAWSER_PORT: 'tcp://10.0.0.1:80',
    HAWSERX__Y: '1',
  };
  assert.equal(load({ HAWSER_TOKEN: 'secret', ...others }).value.TOKEN, 'secret');
});

test('what can’t be meant is refused with the variable’s name', () => {
  assert.deepEqual(
    codesOf({
      HAWSER_LOGG__LEVEL: 'debug',
      HAWSER_LOG__LEVLE: 'debug',
      HAWSER_LOG____LEVEL: 'debug',
      HAWSER_SERVERS__REST__PORT: 'http',
      HAWSER_SERVERS__GRPC__PORT: '[1',
      HAWSER_SERVERS__DRAIN_SECONDS: '*alias',
    }),
    [
      'CONFIG_ENVIRONMENT HAWSER_LOG____LEVEL',
      'CONFIG_ENVIRONMENT HAWSER_SERVERS__DRAIN_SECONDS',
      'CONFIG_ENVIRONMENT HAWSER_SERVERS__GRPC__PORT',
      'CONFIG_UNKNOWN_KEY HAWSER_LOGG__LEVEL',
      'CONFIG_UNKNOWN_KEY HAWSER_LOG__LEVLE',
      'CONFIG_INVALID_VALUE HAWSER_SERVERS__REST__PORT',
    ],
  );
  assert.deepEqual(codesOf({ HAWSER_LOG: 'debug' }), ['CONFIG_INVALID_VALUE HAWSER_LOG']);
});
