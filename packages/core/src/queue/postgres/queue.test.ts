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

test('a job is fetched once, with what was sent, and ends completed', async () => {
  const payload = { text: 'a\u0000"\\ä\ud800', list: [1, null, { deep: true }] };
  const id = await queue.send({ task: 'collect', payload, retryLimit: 2 });
  assert.ok(id);
  const [job, ...others] = await queue.fetch(10, 'w1', minute);
  assert.deepEqual(others, []);
  assert.ok(job);
  assert.deepEqual(
    { id: job.id, task: job.task, payload: job.payload, attempt: job.attempt, limit: job.retryLimit },
    {
      id,
      task: 'collect',
      payload,
      attempt: 1,
      limit: 2,
    },
  );
  assert.deepEqual(await queue.fetch(10, 'w2', minute), []);
  const running = await queue.get(id);
  assert.equal(running?.state, 'active');
  assert.equal(running?.worker, 'w1');
  assert.deepEqual(await queue.complete([job]), new Set([id]));
  const done = await queue.get(id);
  assert.equal(done?.state, 'completed');
  assert.ok(done?.finishedAt instanceof Date);
  assert.deepEqual(await queue.complete([job]), new Set());
});

test('higher priority first, else in the order of sending; another queue has its own jobs', async () => {
  const priorities = [0, 5, 0, -1, 5];
  const ids = await queue.sendBatch(priorities.map(priority => ({ task: 't', priority })));
  const other = new PostgresQueue(`${queue.name}-other`, database);
  assert.deepEqual(await other.fetch(10, 'w', minute), []);
  assert.equal(await other.get(ids[0] ?? ''), null);
  const first = await queue.fetch(3, 'w', minute);
  const rest = await queue.fetch(3, 'w', minute);
  assert.deepEqual(
    [...first, ...rest].map(job => ids.indexOf(job.id)),
    [1, 4, 0, 2, 3],
  );
});

test('a key is taken once while its job is unfinished, also within a batch', async () => {
  const [first, ...repeated] = await queue.sendBatch([
    { task: 't', key: 'a' },
    { task: 't', key: 'a' },
    { task: 't', key: 'b', delay: minute },
    { task: 't' },
  ]);
  assert.deepEqual(
    repeated.map(id => id !== null),
    [false, true, true],
  );
  assert.equal(await queue.send({ task: 't', key: 'b' }), null);
  const jobs = await queue.fetch(10, 'w', minute);
  assert.equal(await queue.send({ task: 't', key: 'a' }), null);
  await queue.complete(jobs);
  assert.notEqual(await queue.send({ task: 't', key: 'a' }), null);
  assert.notEqual(first, null);
});

test('a failed attempt is delayed, longer each time, until the limit makes it a dead letter', async () => {
  const id = await queue.send({ task: 't', retryLimit: 2, retryDelay: 10_000, retryDelayMax: 15_000 });
  assert.ok(id);
  for (const [from, to] of [
    [5_000, 10_000],
    [7_500, 15_000],
  ] as const) {
    const [job] = await queue.fetch(1, 'w', minute);
    assert.ok(job);
    assert.deepEqual(
      await queue.fail([{ ...job, reason: 'not\u0000 yet', permanent: false }]),
      new Map([[id, 'delayed']]),
    );
    const next = await queue.maintain();
    assert.ok(next !== null && next > from - 1_000 && next <= to, `${next}`);
    assert.deepEqual(await queue.fetch(1, 'w', minute), []);
    await pass(to);
    await queue.maintain();
  }
  const [last] = await queue.fetch(1, 'w', minute);
  assert.equal(last?.attempt, 3);
  assert.ok(last);
  assert.deepEqual(
    await queue.fail([{ ...last, reason: 'never', permanent: false }]),
    new Map([[id, 'dead']]),
  );
  const [dead] = await queue.deadLetters();
  assert.equal(dead?.id, id);
  assert.equal(dead?.error, 'never');
  assert.equal(await queue.requeue(id), true);
  assert.equal((await queue.fetch(1, 'w', minute))[0]?.attempt, 1);
  assert.equal(await queue.requeue(id), false);
});

test('a permanent failure is a dead letter at once; a taken key keeps it one', async () => {
  const id = await queue.send({ task: 't', key: 'k' });
  const [job] = await queue.fetch(1, 'w', minute);
  assert.ok(id && job);
  assert.deepEqual(await queue.fail([{ ...job, reason: 'no', permanent: true }]), new Map([[id, 'dead']]));
  assert.notEqual(await queue.send({ task: 't', key: 'k' }), null);
  assert.equal(await queue.requeue(id), false);
});

test('a silent worker loses its job, which another gets; the first can settle it no more', async () => {
  const id = await queue.send({ task: 't', retryLimit: 1 });
  const [lost] = await queue.fetch(1, 'w1', minute);
  assert.ok(id && lost);
  assert.deepEqual(await queue.extend([lost], 2 * minute), new Map([[id, 'held']]));
  await pass(1.5 * minute);
  const next = await queue.maintain();
  assert.ok(next !== null && next <= minute, `${next}`);
  assert.deepEqual(await queue.fetch(1, 'w2', minute), []);
  await pass(minute);
  assert.equal(await queue.maintain(), null);
  const [job] = await queue.fetch(1, 'w2', minute);
  assert.equal(job?.attempt, 2);
  assert.deepEqual(await queue.complete([lost]), new Set());
  assert.deepEqual(await queue.fail([{ ...lost, reason: 'late', permanent: true }]), new Map());
  assert.deepEqual(await queue.extend([lost], minute), new Map());
  await pass(2 * minute);
  await queue.maintain();
  const dead = await queue.get(id);
  assert.equal(dead?.state, 'dead');
  assert.match(dead?.error ?? '', /w2 fell silent/);
});

test('a released job is there at once and has lost no attempt', async () => {
  await queue.send({ task: 't', retryLimit: 0 });
  const jobs = await queue.fetch(1, 'w', minute);
  await queue.release(jobs);
  assert.equal((await queue.fetch(1, 'w', minute))[0]?.attempt, 1);
});

test('progress is the holder’s to write', async () => {
  const id = await queue.send({ task: 't' });
  const [job] = await queue.fetch(1, 'w', minute);
  assert.ok(id && job);
  await queue.progress(job, { done: 3, total: 10, message: 'regions' });
  await queue.progress({ id, lease: '77' }, { done: 99 });
  assert.deepEqual((await queue.get(id))?.progress, { done: 3, total: 10, message: 'regions' });
});
