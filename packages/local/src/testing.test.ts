import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from 'pg';
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
