import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { errors } from '../../error/index.ts';
import { RejectJob } from './task.ts';
import { gate, until, workbench } from './testing.ts';

let bench: Awaited<ReturnType<typeof workbench>>;
before(async () => {
  bench = await workbench();
});
after(() => bench.close());

test('jobs run with their payload, at most so many at the same time, and end completed', async () => {
  const queue = bench.queue();
  const sum = gate<number>();
  let seen = 0;
  let total = 0;
  let most = 0;
  const worker = bench.work({
    queue,
    concurrency: 3,
    tasks: {
      add: async (payload, context) => {
        most = Math.max(most, worker.running);
        await new Promise(setImmediate);
        assert.equal(context.attempt, 1);
        total += (payload as { value: number }).value;
        if (++seen === 100) sum.resolve(total);
      },
    },
  });
  await queue.sendBatch(Array.from({ length: 100 }, (_, value) => ({ task: 'add', payload: { value } })));
  assert.equal(await sum.promise, 4_950);
  assert.equal(most, 3);
  await worker.drain(5_000);
  assert.equal((await queue.list({ state: 'completed', page: { limit: 1_000 } })).length, 100);
});

test('an attempt that fails is followed by another, with its number', async () => {
  const queue = bench.queue();
  const done = gate<number>();
  bench.work({
    queue,
    tasks: {
      flaky: (_, { attempt }) => {
        if (attempt < 3) throw new Error(`not at ${attempt}`);
        done.resolve(attempt);
      },
    },
  });
  await queue.send({ task: 'flaky', retryDelay: 10 });
  assert.equal(await done.promise, 3);
});

test('what can’t succeed is a dead letter with the reason; the worker works on; a requeued one runs', async () => {
  const queue = bench.queue();
  const ran = gate();
  let fixed = false;
  bench.work({
    queue,
    tasks: {
      rejects: () => {
        if (fixed) return ran.resolve();
        throw new RejectJob('no such collector');
      },
      invalid: () => Promise.reject(errors.required('collector_id')),
      throwsText: () => Promise.reject('just text'),
    },
  });
  await queue.sendBatch([
    { task: 'rejects', retryLimit: 9 },
    { task: 'invalid', retryLimit: 9 },
    { task: 'throwsText', retryLimit: 0 },
    { task: 'constructor', retryLimit: 0 },
    { task: 'staged', payload: { stages: [] }, retryLimit: 0 },
  ]);
  const dead = await until(
    () => queue.deadLetters(),
    all => all.length === 5,
  );
  assert.deepEqual(Object.fromEntries(dead.map(job => [job.task, job.error])), {
    rejects: 'RejectJob: no such collector',
    invalid: 'HawserError: Required parameter. (key = collector_id)',
    throwsText: 'just text',
    constructor: "Error: no worker of this version knows the task 'constructor'",
    staged: "Error: no worker of this version knows the task 'staged'",
  });
  assert.deepEqual([...new Set(dead.map(job => job.attempt))], [1]);
  fixed = true;
  assert.equal(await queue.requeue(dead.find(job => job.task === 'rejects')?.id ?? ''), true);
  await ran.promise;
});

test('a job that takes longer than the visibility timeout stays with its worker', async () => {
  const queue = bench.queue();
  let runs = 0;
  const long = () => {
    runs++;
    return new Promise(resolve => setTimeout(resolve, 700));
  };
  const workers = [1, 2].map(() => bench.work({ queue, visibility: 200, tasks: { long } }));
  const id = await queue.send({ task: 'long' });
  await until(
    () => queue.get(id ?? ''),
    job => job?.state === 'completed',
  );
  assert.equal(runs, 1);
  await Promise.all(workers.map(worker => worker.drain(1_000)));
});

test('progress is seen while the job runs, and the last one stays', async () => {
  const queue = bench.queue();
  const go = gate();
  bench.work({
    queue,
    tasks: {
      count: async (_, context) => {
        context.progress({ done: 1, total: 500, message: 'first' });
        await go.promise;
        for (let done = 2; done <= 500; done++)
          context.progress({ done, total: 500, message: 'x'.repeat(5_000) });
      },
    },
  });
  const id = (await queue.send({ task: 'count' })) ?? '';
  const running = await until(
    () => queue.get(id),
    job => job?.progress !== null,
  );
  assert.deepEqual(running?.progress, { done: 1, total: 500, message: 'first' });
  go.resolve();
  const ended = await until(
    () => queue.get(id),
    job => job?.state === 'completed',
  );
  assert.deepEqual(ended?.progress, { done: 500, total: 500, message: 'x'.repeat(1_000) });
});

test('cancelling aborts the running job’s signal; it isn’t tried again', async () => {
  const queue = bench.queue();
  const began = gate();
  const reasons: unknown[] = [];
  bench.work({
    queue,
    tasks: {
      wait: (_, { signal }) => {
        began.resolve();
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reasons.push(signal.reason);
            reject(signal.reason);
          });
        });
      },
    },
  });
  const id = (await queue.send({ task: 'wait' })) ?? '';
  await began.promise;
  assert.equal(await queue.cancel(id), 'cancelling');
  const ended = await until(
    () => queue.get(id),
    job => job?.state !== 'active',
  );
  assert.equal(ended?.state, 'cancelled');
  assert.match(String(reasons), /the job was cancelled/);
});

test('a delayed job starts when it is due, not at the next poll', async () => {
  const queue = bench.queue();
  const started = gate<number>();
  bench.work({ queue, tasks: { later: () => started.resolve(performance.now()) } });
  const sent = performance.now();
  await queue.send({ task: 'later', delay: 300 });
  const took = (await started.promise) - sent;
  assert.ok(took >= 300 && took < 1_500, `${took}`);
});

test('a task completes its job in its own transaction, or loses both', async () => {
  const queue = bench.queue();
  await bench.pool.query('CREATE TABLE effect (attempt integer)');
  bench.work({
    queue,
    tasks: {
      insert: async (_, context) => {
        const client = await bench.pool.connect();
        try {
          await client.query('BEGIN');
          await client.query('INSERT INTO effect VALUES ($1)', [context.attempt]);
          await context.complete(client);
          await client.query(context.attempt === 1 ? 'ROLLBACK' : 'COMMIT');
        } finally {
          client.release();
        }
        throw new Error('after the transaction');
      },
    },
  });
  const id = (await queue.send({ task: 'insert', retryDelay: 1 })) ?? '';
  const job = await until(
    () => queue.get(id),
    found => found?.state === 'completed',
  );
  assert.equal(job?.attempt, 2);
  assert.deepEqual((await bench.pool.query('SELECT attempt FROM effect')).rows, [{ attempt: 2 }]);
});
