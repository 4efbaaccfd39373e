import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, test } from 'node:test';
import { z } from 'zod';
import { loadConfig } from './load.ts';
import { ConfigError } from './problem.ts';
import { configSchema, serviceSchema } from './schema.ts';
import { formatSource } from './source.ts';

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder with these files. */
function folder(files: Record<string, string>): string {
  const path = mkdtempSync(join(tmpdir(), 'config-'));
  folders.push(path);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

/** The problems that stop a load, without the folder's name. */
function problemsOf(load: () => unknown): string[] {
  try {
    load();
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    assert.equal(error.code, 'CONFIG_INVALID');
    return error.problems.map(
      ({ code, path, source }) => `${code} ${path} ${formatSource(source).replace(/^.*\//, '')}`,
    );
  }
  return assert.fail('the configuration was accepted');
}

test('an empty configuration is the defaults, frozen', () => {
  const { value, problems, files, source } = loadConfig({ schema: configSchema });
  assert.equal(value.SERVERS.grpc.port, 50051);
  assert.deepEqual(value.SERVERS.rest.cors.origins, []);
  assert.equal(value.SERVERS.drainSeconds, 30);
  assert.deepEqual(value.HANDLERS, { authentication: [], authorization: [], mutation: [], event: [] });
  assert.deepEqual([problems, files], [[], []]);
  assert.deepEqual(source('SERVERS.grpc.port'), { layer: 'default' });
  assert.throws(() => {
    (value.SERVERS.grpc as { port: number }).port = 1;
  }, TypeError);
  assert.throws(() => (value.SERVERS.rest.cors.origins as string[]).push('*'), TypeError);
});

test('layers override each other in order, each with its server’s own', () => {
  const marks = z.object({ MARKS: z.record(z.string(), z.string()).default({}) });
  const names = ['config', 'shared', 'database', 'application'].flatMap(name => [name, `${name}_worker`]);
  const order = ['service', 'server', 'host', ...names, 'further', 'environment', 'override'];
  // Layer n gives marks 0…n; so mark n ends with the last layer, and the mark of its own number shows a layer was read.
  const layerOf = (n: number) => ({
    MARKS: Object.fromEntries(order.slice(n).map((name, i) => [name, order[n] + (i ? '' : '!')])),
  });
  const file = (name: string) => JSON.stringify(layerOf(order.indexOf(name)));
  const directory = folder({
    ...Object.fromEntries(names.map(name => [`${name}.yaml`, file(name)])),
    'further.yaml': file('further'),
    'application_grpc.yaml': 'MARKS: {override: wrong}',
  });
  const loaded = loadConfig({
    schema: serviceSchema(marks),
    server: 'worker',
    serviceDefaults: layerOf(0),
    serverDefaults: { worker: layerOf(1), grpc: { MARKS: { override: 'wrong' } } },
    hostDefaults: layerOf(2),
    directory,
    env: {
      HAWSER_CONFIG: [join(directory, 'further.yaml')].join(delimiter),
      HAWSER_MARKS__environment: 'environment!',
      HAWSER_MARKS__override: 'environment',
    },
    overrides: layerOf(order.length - 1),
  });
  assert.deepEqual(loaded.value.MARKS, Object.fromEntries(order.map(name => [name, `${name}!`])));
  assert.deepEqual(
    loaded.files.map(path => path.slice(directory.length + 1)),
    [...names.map(name => `${name}.yaml`), 'further.yaml'],
  );
  assert.deepEqual(
    order.map(name => loaded.source(`MARKS.${name}`)?.layer),
    [
      ...['service default', 'service default', 'host default', 'config', 'config', 'shared', 'shared'],
      ...['database', 'database', 'application', 'application', 'file', 'environment', 'override'],
    ],
  );
});

test('without a server no server’s files are read', () => {
  const directory = folder({ 'shared.yaml': 'TOKEN: a', 'application_rest.yaml': 'TOKEN: b' });
  assert.equal(loadConfig({ schema: configSchema, directory }).value.TOKEN, 'a');
  assert.equal(loadConfig({ schema: configSchema, directory, server: 'rest' }).value.TOKEN, 'b');
});

test('a folder may be missing, files that are named may not', () => {
  const directory = join(folder({}), 'none');
  assert.deepEqual(loadConfig({ schema: configSchema, directory }).files, []);
  assert.deepEqual(
    problemsOf(() => loadConfig({ schema: configSchema, env: { HAWSER_CONFIG: directory } })),
    ['CONFIG_FILE  none'],
  );
});

test('the source of a value names file, line and column', () => {
  const directory = folder({ 'shared.yaml': '# shared\nLOG:\n  level: debug\n  requests: all\n' });
  const loaded = loadConfig({ schema: configSchema, directory, env: { HAWSER_LOG__REQUESTS: 'none' } });
  assert.deepEqual(loaded.source('LOG.level'), {
    layer: 'shared',
    file: join(directory, 'shared.yaml'),
    line: 3,
    column: 3,
  });
  assert.deepEqual(loaded.source(['LOG', 'requests']), {
    layer: 'environment',
    variable: 'HAWSER_LOG__REQUESTS',
  });
  assert.deepEqual(loaded.source('LOG.format'), { layer: 'default' });
  assert.equal(loaded.source('LOG.nothing'), undefined);
  assert.equal(loaded.source('LOG.level.more'), undefined);
});

test('null takes a value away, so that the default holds again', () => {
  const directory = folder({
    'shared.yaml': 'LOG: {level: debug}\nCACHES: {default: {ttl: 1}, other: {ttl: 2}}',
    'application.yaml': 'LOG: {level: null}\nCACHES: {default: null}',
  });
  const { value, source } = loadConfig({ schema: configSchema, directory });
  assert.equal(value.LOG.level, 'info');
  assert.deepEqual(source('LOG.level'), { layer: 'default' });
  assert.deepEqual(Object.keys(value.CACHES), ['other']);
});

test('GLOBAL, IMPORT and REMOTE_URL work as in Cloudforet, each file read once and in the order named', () => {
  const directory = folder({
    'database.yaml': 'TOKEN: database\nDATABASES: {default: {host: a}}',
    'shared.yaml': 'TOKEN: shared\nDATABASES: {default: {host: b}}',
  });
  const url = `file://${join(directory, 'shared.yaml')}`;
  writeFileSync(
    join(directory, 'config.yaml'),
    `REMOTE_URL: ["${url}"]\nIMPORT: [database.yaml]\nGLOBAL:\n  TOKEN: config\n  LOG: {level: debug}\n`,
  );
  const { value, files } = loadConfig({ schema: configSchema, directory });
  assert.deepEqual([value.TOKEN, value.LOG.level, value.DATABASES.default?.host], ['shared', 'debug', 'b']);
  assert.deepEqual(
    files.map(file => file.slice(directory.length + 1)),
    ['config.yaml', 'database.yaml', 'shared.yaml'],
  );
});

test('imports that aren’t files, and files that aren’t there, are refused', () => {
  const directory = folder({
    'config.yaml':
      'IMPORT: [missing.yaml, http://host/x.yaml, 5]\nREMOTE_URL: consul://host/key\nGLOBAL: {}\nTOKEN: x',
  });
  assert.deepEqual(
    problemsOf(() => loadConfig({ schema: configSchema, directory, files: ['/nowhere/x.yaml'] })),
    [
      'CONFIG_IMPORT IMPORT config.yaml:1:24',
      'CONFIG_IMPORT IMPORT config.yaml:1:44',
      'CONFIG_IMPORT REMOTE_URL config.yaml:2:1',
      'CONFIG_UNKNOWN_KEY TOKEN config.yaml:4:1',
      'CONFIG_IMPORT IMPORT config.yaml:1:10',
      'CONFIG_FILE  x.yaml',
    ],
  );
});

test('a file of the folder that looks misspelt is refused, another is left alone', () => {
  const directory = folder({
    'aplication.yaml': '',
    'shared.yml': '',
    'application_gprc.yaml': '',
    'application_worker.yaml': 'TOKEN: worker',
    'kubeconfig.yaml': 'apiVersion: v1',
  });
  assert.deepEqual(problemsOf(() => loadConfig({ schema: configSchema, directory, server: 'grpc' })).sort(), [
    'CONFIG_FILE  aplication.yaml',
    'CONFIG_FILE  application_gprc.yaml',
    'CONFIG_FILE  shared.yml',
  ]);
});

test('a service can’t take a key of the framework', () => {
  assert.throws(() => serviceSchema(z.object({ LOG: z.string(), own: z.string() })), /framework: LOG$/);
});

test('keys of a service are checked at every depth, strict or not', () => {
  const own = z.object({
    IDENTITY: z.object({ token: z.object({ timeout: z.int().default(1800) }).prefault({}) }).prefault({}),
  });
  const schema = serviceSchema(own);
  assert.equal(loadConfig({ schema }).value.IDENTITY.token.timeout, 1800);
  assert.deepEqual(
    problemsOf(() => loadConfig({ schema, overrides: { IDENTITY: { token: { timeuot: 1 }, x: 1 } } })),
    ['CONFIG_UNKNOWN_KEY IDENTITY.token.timeuot override', 'CONFIG_UNKNOWN_KEY IDENTITY.x override'],
  );
});

test('keys that change what an object is are refused in every kind of layer, at every depth', () => {
  for (const key of ['__proto__', 'constructor', 'prototype']) {
    const directory = folder({
      'shared.yaml': `${key}: {polluted: 1}\nCONNECTORS: {X: {deep: [{${key}: {polluted: 1}}]}}`,
    });
    const overrides = JSON.parse(`{"CONNECTORS": {"${key}": {"polluted": 1}}}`);
    const env = { HAWSER_CONNECTORS__X: `{${key}: {polluted: 1}}` };
    const codes = problemsOf(() => loadConfig({ schema: configSchema, directory, overrides, env }));
    assert.deepEqual(codes, [
      `CONFIG_FORBIDDEN_KEY ${key} shared.yaml:1:1`,
      `CONFIG_FORBIDDEN_KEY CONNECTORS.X.deep[0].${key} shared.yaml:2:26`,
      `CONFIG_FORBIDDEN_KEY CONNECTORS.X.${key} $HAWSER_CONNECTORS__X`,
      `CONFIG_FORBIDDEN_KEY CONNECTORS.${key} override`,
    ]);
  }
  assert.equal(({} as { polluted?: number }).polluted, undefined);
});
