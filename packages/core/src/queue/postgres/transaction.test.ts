import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { testDatabase } from '@hawser/local/testing';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { recordingLog } from '../testing.ts';
import { QueueDatabase } from './database.ts';
import { PostgresQueue } from './queue.ts';

let pool: Pool;
let database: QueueDatabase;
let queue: PostgresQueue;
let queues = 0;

before(async () => {
  pool = new Pool({ connectionString: (await testDatabase()).url, max: 4 });
  database = new QueueDatabase(pool, recordingLog());
});
beforeEach(() => {
  queue = new PostgresQueue(`test-${++queues}`, database);
});
after(async () => {
  await database.close();
  await pool.end();
});

const minute = 60_000;
test('a job sent in a transaction comes to pass with it; pg and Kysely', async () => {
  const kysely = new Kysely<Record<never, never>>({ dialect: new PostgresDialect({ pool }) });
  const client = await pool.connect();
  await client.query('BEGIN');
  await queue.send({ task: 'undone' }, { client });
  await client.query('ROLLBACK');
  await client.query('BEGIN');
  await queue.send({ task: 'pg' }, { client });
  assert.deepEqual(await queue.fetch(5, 'w', minute), []);
  await client.query('COMMIT');
  client.release();
  await assert.rejects(
    kysely.transaction().execute(async transaction => {
      await queue.send({ task: 'undone' }, { client: transaction });
      throw new Error('no');
    }),
    /no/,
  );
  await kysely.transaction().execute(transaction => queue.send({ task: 'kysely' }, { client: transaction }));
  const jobs = await queue.fetch(5, 'w', minute);
  assert.deepEqual(
    jobs.map(job => job.task),
    ['pg', 'kysely'],
  );
  await assert.rejects(
    kysely.transaction().execute(async transaction => {
      await queue.complete(jobs, { client: transaction });
      throw new Error('no');
    }),
    /no/,
  );
  assert.equal((await queue.depth()).active, 2);
});
