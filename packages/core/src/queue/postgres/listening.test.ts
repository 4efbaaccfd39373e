import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { testDatabase } from '@hawser/local/testing';
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
