import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { it } from 'node:test';
import type { Credentials } from '../../platform/credentials.ts';
import { hawser } from './hawser.ts';
import { dataFolder } from './platform.ts';
import { startUp } from './up.ts';

const data = dataFolder();
const ready = /npx hawser collect/;
const password = /password (\S+) \(shown this once\)/;
const env = { ...process.env, HAWSER_DATA: data, XDG_CONFIG_HOME: data };
const credentials = () => JSON.parse(readFileSync(join(data, 'credentials.json'), 'utf8')) as Credentials;

/** What a command prints as JSON. */
async function ask(...args: string[]): Promise<{ results: Record<string, unknown>[]; total_count: number }> {
  const { code, stdout, stderr } = await hawser([...args, '--output', 'json'], env);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

/** Every row that the API shows. */
const kinds = ['inventory.CloudService', 'inventory.CloudServiceType', 'inventory.Region', 'inventory.Job'];
const rows = async () =>
  Promise.all(kinds.map(async kind => [kind, (await ask('list', kind, '--count')).total_count]));

/** The lines of a start that can't be. */
async function failing(dataDir: string, args?: readonly string[]): Promise<string[]> {
  const platform = startUp(dataDir, args);
  assert.equal(await platform.ended, 1, platform.output());
  return platform
    .output()
    .trim()
    .split('\n')
    .filter(line => !/^[✓✗] /.test(line));
}

const first = startUp(data);
let found: unknown[] = [];

it('reaches a ready platform that has collected this machine, and says how to log in', async () => {
  await first.prints(ready);
  const text = first.output();
  for (const name of ['identity', 'inventory', 'secret', 'plugin-host', 'plugin-kubernetes', 'PostgreSQL'])
    assert.match(text, new RegExp(`^${name} `, 'm'));
  const [, shown] = password.exec(text)!;
  const { url, user_id, password: kept } = credentials();
  assert.equal(shown, kept);
  assert.equal(text.split(kept).length, 2, 'the password is shown once');
  assert.ok(text.includes(url) && text.includes(user_id));
  for (const file of ['credentials.json', 'system-token'])
    assert.equal(statSync(join(data, file)).mode & 0o777, 0o600, file);
  for (const path of ['/', '/healthz', '/readyz', '/metrics'])
    assert.equal((await fetch(`${url}${path}`)).status, 200, path);
});

it('lists what was collected, logged in by itself', async () => {
  const { results, total_count } = await ask('list', 'inventory.CloudService', '--limit', '1000');
  assert.ok(total_count > 10);
  const groups = new Set(
    results.map(({ provider, cloud_service_group }) => `${provider}.${cloud_service_group}`),
  );
  assert.ok([...groups].every(group => group.startsWith('host.')) && groups.size > 1, [...groups].join());
  const table = await hawser(['list', 'inventory.CloudService'], env);
  assert.match(table.stdout, new RegExp(`of ${total_count}`));
  const again = await hawser(['collect', 'This machine', '--output', 'json'], env);
  assert.equal(again.code, 0, again.stderr);
  found = await rows();
});

it('refuses a second start on the same data while it runs', async () => {
  const [cause, way, ...more] = await failing(data);
  assert.match(cause!, new RegExp(`DATA_LOCKED: .*process ${first.pid}.* uses this data folder`));
  assert.match(way!, /^→ stop it \(kill \d+\), or set HAWSER_DATA/);
  assert.deepEqual(more, []);
});

it('keeps every row when it is killed, and starts again in spite of the lock', async () => {
  assert.equal(await first.end('SIGKILL'), null);
  assert.ok(existsSync(join(data, 'lock')));
  const second = startUp(data);
  await second.prints(ready);
  assert.doesNotMatch(second.output(), password);
  assert.ok(!second.output().includes(credentials().password));
  assert.doesNotMatch(second.output(), /First domain|Collect this machine/);
  assert.deepEqual(await rows(), found);
  const { url } = credentials();
  assert.equal(await second.end('SIGINT'), 0, second.output());
  assert.match(second.output(), /Draining/);
  await assert.rejects(fetch(`${url}/healthz`));
  assert.ok(!existsSync(join(data, 'lock')) && !existsSync(join(data, 'endpoints.json')));
});

it('names the port that is in use', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const [cause, way, ...more] = await failing(data, ['--port', String(port), '--any-ports']);
  server.close();
  assert.match(
    cause!,
    new RegExp(`PORT_IN_USE: port ${port} \\(REST\\) is in use by .*process ${process.pid}`),
  );
  assert.match(way!, /^→ .*--port/);
  assert.deepEqual(more, []);
});

it('names a data folder that cannot be written', async () => {
  const file = join(data, 'a-file');
  writeFileSync(file, '');
  for (const folder of [file, join(file, 'below')]) {
    const [cause, way, ...more] = await failing(folder);
    assert.match(cause!, /DATA_NOT_WRITABLE: .*a-file/);
    assert.match(way!, /^→ .*HAWSER_DATA/);
    assert.deepEqual(more, []);
  }
  assert.ok(!readdirSync(data).includes('lock'));
});
