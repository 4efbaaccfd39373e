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

test('whoever listens is told of jobs, due times and cancellations of its queue only', async () => {
  const told: string[] = [];
  const waiters = new Set<() => void>();
  const hear = (what: string) => {
    told.push(what);
    for (const waiter of waiters) waiter();
  };
  const heard = async (count: number) => {
    while (told.length < count) await new Promise<void>(resolve => waiters.add(resolve));
  };
  const unsubscribe = queue.subscribe({
    wake: () => hear('wake'),
    due: () => hear('due'),
    cancel: id => hear(`cancel ${id}`),
  });
  await heard(2);
  const other = new PostgresQueue(`${queue.name}-other`, database);
  await other.send({ task: 't' });
  await queue.send({ task: 't', delay: minute });
  await heard(3);
  const id = await queue.send({ task: 't' });
  await heard(4);
  await queue.fetch(1, 'w', minute);
  await queue.cancel(id ?? '');
  await heard(5);
  unsubscribe();
  // The first two come with the connection: what was told before it, nobody heard.
  assert.deepEqual(told, ['due', 'wake', 'due', 'wake', `cancel ${id}`]);
});
