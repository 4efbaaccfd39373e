import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { Worker } from '@hawser/core/interface/worker';
import { openQueues, type Queue } from '@hawser/core/queue';
import './index.ts';
import { startRedis } from './testing.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const redis = await startRedis();
const skip = redis ? false : 'there is no redis-server on this machine';
const minute = 60_000;
let queue: Queue;
let queues: ReturnType<typeof openQueues>;
let tests = 0;

beforeEach(() => {
  const options = {
    backend: 'spaceone.core.queue.redis_queue.RedisQueue',
    host: '127.0.0.1',
    port: redis?.port,
  };
  queues = openQueues({ collector_q: { ...options, channel: `collector${++tests}` } }, { log });
  queue = queues.get('collector_q');
});
after(async () => {
  await redis?.stop();
});
const it = (name: string, run: () => Promise<void>) =>
  test(name, { skip }, async () => {
    await run();
    await queues.close();
  });

async function until<T>(ask: () => Promise<T>, enough: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (enough(answer)) return answer;
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

it('jobs are fetched once, by priority and then in order, and end completed', async () => {
  const ids = await queue.sendBatch(
    [0, 5, 0, -1].map(priority => ({ task: 't', payload: { priority }, priority })),
  );
  const jobs = await queue.fetch(10, 'w', minute);
  assert.deepEqual(
    jobs.map(job => ids.indexOf(job.id)),
    [1, 0, 2, 3],
  );
  assert.deepEqual(jobs[0]?.payload, { priority: 5 });
  assert.equal(jobs[0]?.attempt, 1);
  assert.deepEqual(await queue.fetch(10, 'w', minute), []);
  assert.deepEqual(await queue.complete(jobs), new Set(ids));
  assert.deepEqual(await queue.complete(jobs), new Set());
  const record = await queue.get(ids[0] ?? '');
  assert.equal(record?.state, 'completed');
  assert.equal(record?.priority, 0);
});

it('a key is taken once while its job is unfinished', async () => {
  const [first, second] = await queue.sendBatch([
    { task: 't', key: 'a' },
    { task: 't', key: 'a' },
  ]);
  assert.notEqual(first, null);
  assert.equal(second, null);
  await queue.complete(await queue.fetch(1, 'w', minute));
  assert.notEqual(await queue.send({ task: 't', key: 'a' }), null);
});

it('failed attempts are delayed and end as dead letters, which can be requeued', async () => {
  const id = (await queue.send({ task: 't', retryLimit: 1, retryDelay: 20 })) ?? '';
  for (const state of ['delayed', 'dead'] as const) {
    const [job] = await until(
      () => queue.fetch(1, 'w', minute),
      jobs => jobs.length === 1,
    );
    assert.ok(job);
    assert.deepEqual(await queue.fail([{ ...job, reason: 'no', permanent: false }]), new Map([[id, state]]));
  }
  const [dead] = await queue.deadLetters();
  assert.deepEqual([dead?.id, dead?.error, dead?.attempt], [id, 'no', 2]);
  assert.equal(await queue.requeue(id), true);
  assert.equal(await queue.requeue(id), false);
  const [again] = await queue.fetch(1, 'w', minute);
  assert.equal(again?.attempt, 1);
  assert.ok(again);
  assert.deepEqual(
    await queue.fail([{ ...again, reason: 'never', permanent: true }]),
    new Map([[id, 'dead']]),
  );
});

it('a released job is there again; depth and lists count', async () => {
  await queue.sendBatch([{ task: 'a' }, { task: 'b' }, { task: 'later', delay: minute }]);
  const jobs = await queue.fetch(1, 'w', minute);
  assert.deepEqual(await queue.depth(), { waiting: 1, delayed: 1, active: 1, dead: 0 });
  await queue.release(jobs);
  assert.deepEqual(await queue.depth(), { waiting: 2, delayed: 1, active: 0, dead: 0 });
  assert.deepEqual(
    (await queue.list({ state: 'delayed' })).map(job => job.task),
    ['later'],
  );
  assert.equal((await queue.list({ page: { start: 2, limit: 5 } })).length, 2);
  const next = await queue.maintain();
  assert.ok(next !== null && next > 0 && next <= minute);
});

it('the worker works: retries, delays, progress, cancellation', async () => {
  const done = Promise.withResolvers<void>();
  const waiting = Promise.withResolvers<void>();
  const worker = new Worker({
    queue,
    log,
    tasks: {
      flaky: (_, { attempt }) => {
        if (attempt < 2) throw new Error('not yet');
        done.resolve();
      },
      wait: (_, { signal, progress }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          waiting.resolve();
          void progress;
        }),
    },
  });
  worker.start();
  await queue.send({ task: 'flaky', retryDelay: 20, delay: 20 });
  await done.promise;
  const id = (await queue.send({ task: 'wait' })) ?? '';
  await waiting.promise;
  assert.equal(await queue.cancel(id), 'cancelling');
  const ended = await until(
    () => queue.get(id),
    job => job?.state !== 'active',
  );
  assert.equal(ended?.state, 'cancelled');
  assert.equal(await queue.cancel(id), null);
  await worker.drain(1_000);
});

it('a silent worker loses its job, and its attempts are counted', async () => {
  const id = (await queue.send({ task: 't', retryLimit: 1 })) ?? '';
  const [lost] = await queue.fetch(1, 'w', 200);
  assert.ok(lost);
  const [again] = await until(
    () => queue.fetch(1, 'w', 200),
    jobs => jobs.length === 1,
  );
  assert.equal(again?.attempt, 2);
  assert.deepEqual(await queue.complete([lost]), new Set());
  const dead = await until(
    async () => [await queue.fetch(1, 'w', 200), await queue.get(id)] as const,
    ([, job]) => job?.state === 'dead',
  );
  assert.match(dead[1]?.error ?? '', /fell silent/);
});

it('a client of a database transaction is refused', async () => {
  const client = { query: async () => ({ rows: [] }) };
  await assert.rejects(queue.send({ task: 't' }, { client }), TypeError);
  await assert.rejects(queue.complete([], { client }), TypeError);
});
