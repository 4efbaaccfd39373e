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
/** Moves a job's clock back, as if `ms` had passed. */
const pass = (ms: number) =>
  pool.query(
    `UPDATE hawser_queue.job SET run_at = run_at - $1 * interval '1 ms',
    lease_until = lease_until - $1 * interval '1 ms', finished_at = finished_at - $1 * interval '1 ms'`,
    [ms],
  );

test('cancelling ends a waiting job at once, and a running one when its worker lets go', async () => {
  const [waiting, running] = await queue.sendBatch([{ task: 't', delay: minute }, { task: 't' }]);
  assert.ok(waiting && running);
  const jobs = await queue.fetch(1, 'w', minute);
  assert.equal(await queue.cancel(waiting), 'cancelled');
  assert.equal(await queue.cancel(waiting), null);
  assert.equal(await queue.cancel(running), 'cancelling');
  assert.equal((await queue.get(running))?.cancelling, true);
  assert.deepEqual(await queue.extend(jobs, minute), new Map([[running, 'cancelling']]));
  assert.deepEqual(
    await queue.fail(jobs.map(job => ({ ...job, reason: 'aborted', permanent: false }))),
    new Map([[running, 'cancelled']]),
  );
  assert.equal(await queue.requeue(running), true);
  for (const none of ['', 'x', '999999999', '1'.repeat(30), "1' OR true"]) {
    assert.equal(await queue.cancel(none), null);
    assert.equal(await queue.get(none), null);
    assert.equal(await queue.requeue(none), false);
  }
});

test('jobs are listed by state and page, and counted', async () => {
  // Enough of them for ids of different lengths, which as texts would be in another order.
  const ids = await queue.sendBatch(
    Array.from({ length: 120 }, (_, payload) => ({ task: 'early', payload })),
  );
  assert.deepEqual((await queue.list({ page: { limit: 200 } })).map(job => job.id).reverse(), ids);
  await queue.complete(await queue.fetch(120, 'w', minute));
  await queue.sendBatch(Array.from({ length: 5 }, (_, payload) => ({ task: 't', payload })));
  await queue.send({ task: 'later', delay: minute });
  const [job] = await queue.fetch(1, 'w', minute);
  assert.ok(job);
  await queue.fail([{ ...job, reason: 'r', permanent: true }]);
  await queue.fetch(1, 'w', minute);
  assert.deepEqual(await queue.depth(), { waiting: 3, delayed: 1, active: 1, dead: 1 });
  assert.equal((await queue.list({ page: { limit: 200 } })).length, 126);
  assert.deepEqual(
    (await queue.list({ state: 'waiting', page: { start: 2, limit: 2 } })).map(one => one.payload),
    [3, 2],
  );
  await assert.rejects(queue.list({ page: { limit: 1_001 } }), { code: 'INVALID_PARAMETER' });
  await assert.rejects(queue.list({ page: { start: 0 } }), { code: 'INVALID_PARAMETER' });
  await assert.rejects(queue.list({ state: 'lost' as 'dead' }), { code: 'INVALID_PARAMETER' });
});

test('ended jobs go after their time, dead letters after theirs', async () => {
  const short = new PostgresQueue(`${queue.name}-short`, database, { finished: minute, dead: 3 * minute });
  await short.sendBatch([{ task: 'done' }, { task: 'dead' }, { task: 'waiting' }]);
  const [done, dead] = await short.fetch(2, 'w', minute);
  assert.ok(done && dead);
  await short.complete([done]);
  await short.fail([{ ...dead, reason: 'r', permanent: true }]);
  const left = async () => (await short.list()).map(job => job.task);
  await pass(2 * minute);
  await short.maintain();
  assert.deepEqual(await left(), ['waiting', 'dead']);
  await pass(2 * minute);
  await new PostgresQueue(short.name, database, { finished: minute, dead: 3 * minute }).maintain();
  assert.deepEqual(await left(), ['waiting']);
});
