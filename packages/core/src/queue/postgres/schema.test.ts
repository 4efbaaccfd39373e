import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@hawser/local/testing';
import { Pool } from 'pg';
import { checkSchemaName, migrateQueueSchema } from './schema.ts';

test('processes that start at the same time make the schema once, and again it is left as it is', async () => {
  for (let round = 0; round < 3; round++) {
    const { url, drop } = await testDatabase();
    const pools = Array.from({ length: 6 }, () => new Pool({ connectionString: url, max: 1 }));
    await Promise.all(pools.map(pool => pool.query('SELECT 1')));
    await Promise.all(pools.map(pool => migrateQueueSchema(pool)));
    await Promise.all(pools.map(pool => migrateQueueSchema(pool)));
    const { rows } = await pools[0]!.query('SELECT version FROM hawser_queue.version');
    assert.deepEqual(rows, [{ version: 1 }]);
    await Promise.all(pools.map(pool => pool.end()));
    await drop();
  }
});

test('names that would need quotes are refused', () => {
  assert.equal(checkSchemaName('jobs_2'), 'jobs_2');
  for (const name of ['', 'Jobs', 'a b', 'a"', "a'", '1a', 'a.b', 'x'.repeat(64)])
    assert.throws(() => checkSchemaName(name), RangeError, name);
});
