import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { Client } from 'pg';
import { hasEnded } from './process.ts';
import { startPostgres, testDatabase } from './testing.ts';

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test('every test database is empty and of its own', async () => {
  const [first, second] = await Promise.all([testDatabase(), testDatabase()]);
  await query(first.url, 'CREATE TABLE region (id int)');
  await assert.rejects(query(second.url, 'SELECT * FROM region'), { code: '42P01' });
  assert.equal(first.port, second.port);
  await first.drop();
  await assert.rejects(query(first.url, 'SELECT 1'), { code: '3D000' });
});

test('letters fold by Unicode and sort by code point', async () => {
  const { url } = await testDatabase();
  assert.deepEqual(await query(url, "SELECT lower('ÄÖ') AS lower, 'Z' < 'a' AS sorted"), [
    { lower: 'äö', sorted: true },
  ]);
});

test('rows survive a stop, a crash and a restart on the same port', async () => {
  const server = await startPostgres({ max_connections: 7 });
  const { url } = await server.database();
  await query(url, 'CREATE TABLE region AS SELECT generate_series(1, 3) AS id');
  for (const end of [server.stop, server.kill]) {
    await end();
    await assert.rejects(query(url, 'SELECT 1'), { code: 'ECONNREFUSED' });
    await server.restart();
    assert.deepEqual(await query(url, 'SELECT count(*)::int AS rows FROM region'), [{ rows: 3 }]);
  }
  assert.deepEqual(await query(url, 'SHOW max_connections'), [{ max_connections: '7' }]);
});

test('nothing is left of the server of a killed test process', {
  skip: !existsSync('/proc') && 'needs /proc',
}, async () => {
  const source = `
    const { startPostgres } = await import(${JSON.stringify(join(import.meta.dirname, 'testing.ts'))});
    const { url } = await startPostgres();
    const { Client } = (await import('pg')).default;
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query('SHOW data_directory');
    console.log(rows[0].data_directory);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [data] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const postmaster = Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10);
  const supervisor = Number(
    readFileSync(`/proc/${postmaster}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[1],
  );
  child.kill('SIGKILL');
  assert.equal(await hasEnded(postmaster, 10_000), true);
  // The supervisor removes the folder after the server has ended, and ends itself then.
  assert.equal(await hasEnded(supervisor, 10_000), true);
  assert.equal(existsSync(dirname(data)), false);
});
