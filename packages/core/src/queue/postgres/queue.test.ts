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

test('progress is the holder’s to write', async () => {
  const id = await queue.send({ task: 't' });
  const [job] = await queue.fetch(1, 'w', minute);
  assert.ok(id && job);
  await queue.progress(job, { done: 3, total: 10, message: 'regions' });
  await queue.progress({ id, lease: '77' }, { done: 99 });
  assert.deepEqual((await queue.get(id))?.progress, { done: 3, total: 10, message: 'regions' });
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

test('whoever listens is told of jobs, due times and cancellations of its queue only', async () => {
  const told: string[] = [];
  const waiters = new Set<() => void>();
  const hear = (what: string) => {
    told.push(what);
    for (const waiter of waiters) waiter();
  };
  const until = async (what: string) => {
    while (!told.includes(what)) await new Promise<void>(resolve => waiters.add(resolve));
    told.length = 0;
    waiters.clear();
  };
  const unsubscribe = queue.subscribe({
    wake: () => hear('wake'),
    due: () => hear('due'),
    cancel: id => hear(`cancel ${id}`),
  });
  await until('wake');
  const other = new PostgresQueue(`${queue.name}-other`, database);
  await other.send({ task: 't' });
  await queue.send({ task: 't', delay: minute });
  await until('due');
  const id = await queue.send({ task: 't' });
  await until('wake');
  await queue.fetch(1, 'w', minute);
  await queue.cancel(id ?? '');
  await until(`cancel ${id}`);
  unsubscribe();
  await queue.close();
});
