import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { Client } from 'pg';
import { hasEnded, startTime } from '../process.ts';
import { ensureDatabase, startPostgres } from './index.ts';

const home = mkdtempSync(join(tmpdir(), 'hawser-server-test-'));
// Another user has to get in: the server's when root runs this test.
chmodSync(home, 0o711);
const dataDir = join(home, 'data');
const inside = (name: string) => join(dataDir, 'postgres', name);
const children: ChildProcess[] = [];

after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

interface Held {
  child: ChildProcess;
  postmaster: number;
  url: string;
  code?: string;
  message: string;
  hint?: string;
}

/** Starts the server in a process of its own, as `hawser up` would. */
async function hold(folder = dataDir, prefix: string[] = []): Promise<Held> {
  const fixture = join(import.meta.dirname, 'testdata/hold.ts');
  const [program, ...rest] = [...prefix, process.execPath, fixture, folder];
  const child = spawn(program!, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([once(lines, 'line').then(([text]) => String(text)), once(lines, 'close')]);
  if (typeof line !== 'string') throw new Error('the holding process ended without a word');
  return { child, ...(JSON.parse(line) as Omit<Held, 'child'>) };
}

async function kill({ child }: Held): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function letGo({ child }: Held): Promise<void> {
  child.stdin!.end();
  await once(child, 'exit');
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Starts the server, counts the rows of `region`, and stops it. */
async function countRows(): Promise<unknown> {
  const server = await startPostgres({ dataDir });
  try {
    const [row] = await query(server.url, 'SELECT count(*)::int AS rows FROM region');
    return row;
  } finally {
    await server.stop();
  }
}

const addRow = (url: string) => query(url, 'INSERT INTO region VALUES (1)');

test('a new folder is initialised; data, password and port are kept', async () => {
  const first = await startPostgres({ dataDir });
  assert.equal(statSync(inside('login.json')).mode & 0o777, 0o600);
  await ensureDatabase(first, 'inventory');
  const url = await ensureDatabase(first, 'inventory');
  assert.deepEqual(await query(url, 'SELECT current_database() AS name'), [{ name: 'inventory' }]);
  await query(first.url, 'CREATE TABLE region (id int)');
  await first.stop();
  assert.equal(await first.ended, 0);
  assert.equal(existsSync(inside('lock')), false);
  const second = await startPostgres({ dataDir });
  assert.equal(second.url, first.url);
  assert.deepEqual(await query(second.url, 'SELECT * FROM region'), []);
  await second.stop();
});

test('a wrong password is refused, and nothing but the loopback address is listened on', async () => {
  const server = await startPostgres({ dataDir });
  await assert.rejects(query(server.url.replace(server.password, 'wrong'), 'SELECT 1'), { code: '28P01' });
  assert.deepEqual(await query(server.url, 'SHOW listen_addresses'), [{ listen_addresses: '127.0.0.1' }]);
  assert.deepEqual(await query(server.url, 'SHOW fsync'), [{ fsync: 'on' }]);
  await server.stop();
});

test('stopping a second time ends the server at once, and the next start recovers', async () => {
  const server = await startPostgres({ dataDir });
  await addRow(server.url);
  await Promise.all([server.stop(), server.stop()]);
  assert.deepEqual(await countRows(), { rows: 1 });
});

test('a second start tells the process that uses the folder', async () => {
  const held = await hold();
  await assert.rejects(startPostgres({ dataDir }), {
    code: 'DATA_LOCKED',
    message: new RegExp(`process ${held.child.pid}\\b`),
  });
  await letGo(held);
});

test('the server ends after its process was killed, and the rows are kept', async () => {
  const held = await hold();
  await addRow(held.url);
  await kill(held);
  assert.deepEqual(await countRows(), { rows: 2 });
  assert.equal(await hasEnded(held.postmaster, 10_000), true);
});

test('rows survive when the server is killed with its process', async () => {
  const held = await hold();
  await addRow(held.url);
  process.kill(held.postmaster, 'SIGKILL');
  await kill(held);
  assert.deepEqual(await countRows(), { rows: 3 });
});

test('a server without a supervisor is stopped by the next start', {
  skip: !existsSync('/proc') && 'needs /proc',
}, async () => {
  const held = await hold();
  await addRow(held.url);
  const pids = execFileSync('sh', ['-c', 'cat /proc/[0-9]*/stat 2>/dev/null || true'], { encoding: 'utf8' })
    .split('\n')
    .map(line => ({
      pid: Number.parseInt(line, 10),
      parent: Number(line.split(') ').at(-1)!.split(' ')[1]),
    }));
  const supervisor = pids.find(({ pid }) => pid === held.postmaster)!.parent;
  // The supervisor's other child waits for the pipe to end, and would stop the server then.
  for (const { pid } of pids.filter(({ parent }) => parent === supervisor)) {
    if (pid !== held.postmaster) process.kill(pid, 'SIGKILL');
  }
  process.kill(supervisor, 'SIGKILL');
  await kill(held);
  assert.notEqual(startTime(held.postmaster), undefined);
  assert.deepEqual(await countRows(), { rows: 4 });
  assert.equal(startTime(held.postmaster), undefined);
});

test("a lock with another process's id doesn't hinder", async () => {
  writeFileSync(inside('data/postmaster.pid'), `${process.pid}\n${inside('data')}\n`);
  assert.deepEqual(await countRows(), { rows: 4 });
});

test('a port in use is told with its holder; the remembered one is replaced', async () => {
  const { port: remembered, stop } = await startPostgres({ dataDir });
  await stop();
  const holder = createServer().listen(remembered, '127.0.0.1');
  await once(holder, 'listening');
  await assert.rejects(startPostgres({ dataDir, port: remembered }), {
    code: 'PORT_IN_USE',
    message: new RegExp(`port ${remembered} \\(PostgreSQL\\) is in use by .+ \\(process ${process.pid}\\)`),
  });
  const moved = await startPostgres({ dataDir });
  assert.notEqual(moved.port, remembered);
  await moved.stop();
  holder.close();
});

test('a folder that may not be written is told', async () => {
  const isRoot = process.getuid?.() === 0;
  // Root may write everywhere, unless it is without that capability and the folder is another user's.
  const prefix = isRoot ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];
  const folder = join(dataDir, 'postgres');
  if (isRoot) chownSync(folder, 65534, 65534);
  chmodSync(folder, 0o511);
  const { code, message, hint } = await hold(dataDir, prefix);
  chmodSync(folder, 0o711);
  if (isRoot) chownSync(folder, 0, 0);
  assert.equal(code, 'DATA_NOT_WRITABLE');
  assert.match(`${message}; ${hint}`, /data\/postgres can't be written: EACCES; .*HAWSER_DATA/);
});

test('the server runs in a folder that only its owner may enter', async () => {
  const held = await hold(join(mkdtempSync(join(home, 'private-')), 'data'));
  assert.deepEqual(await query(held.url, 'SELECT 1 AS one'), [{ one: 1 }]);
  await letGo(held);
});

const noNamespace = spawnSync('unshare', ['--map-root-user', 'true']).status !== 0 && 'needs user namespaces';

test('the server runs for a root without other users', { skip: noNamespace }, async () => {
  const held = await hold(join(mkdtempSync(join(home, 'alone-')), 'data'), ['unshare', '--map-root-user']);
  assert.deepEqual(await query(held.url, 'SELECT 1 AS one'), [{ one: 1 }]);
  await letGo(held);
});

test('data of another version, and damaged data, are told', async () => {
  writeFileSync(inside('data/PG_VERSION'), '15\n');
  await assert.rejects(startPostgres({ dataDir }), {
    code: 'POSTGRES_VERSION_MISMATCH',
    message: /written by PostgreSQL 15, which PostgreSQL \d\d can't read/,
  });
  writeFileSync(inside('data/PG_VERSION'), '18\n');
  for (const part of ['login.json', 'data/PG_VERSION', 'data/global/pg_control', 'data/pg_wal']) {
    renameSync(inside(part), inside('away'));
    await assert.rejects(startPostgres({ dataDir }), { code: 'POSTGRES_DATA_DAMAGED' }, part);
    renameSync(inside('away'), inside(part));
  }
  assert.deepEqual(await countRows(), { rows: 4 });
});
