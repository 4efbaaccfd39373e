import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gate, workbench } from './testing.ts';

let bench: Awaited<ReturnType<typeof workbench>>;
before(async () => {
  bench = await workbench();
});
after(() => bench.close());

test('running jobs end, others are handed back, nothing more is fetched', async () => {
  const queue = bench.queue();
  const began = gate();
  const go = gate();
  const worker = bench.work({
    queue,
    concurrency: 1,
    tasks: {
      slow: async () => {
        began.resolve();
        await go.promise;
      },
    },
  });
  const [first] = await queue.sendBatch([{ task: 'slow' }, { task: 'slow' }, { task: 'slow' }]);
  await began.promise;
  const drained = worker.drain(10_000);
  go.resolve();
  assert.deepEqual(await drained, { ended: 1, released: 0 });
  assert.deepEqual(await queue.depth(), { waiting: 2, delayed: 0, active: 0, dead: 0 });
  assert.equal((await queue.get(first ?? ''))?.state, 'completed');
});

test('a job that doesn’t end in time is aborted and handed back with its attempt', async () => {
  const queue = bench.queue();
  const began = [gate(), gate()];
  const aborted: string[] = [];
  const go = gate();
  const worker = bench.work({
    queue,
    tasks: {
      obeys: (_, { signal }) => {
        began[0]?.resolve();
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted.push(String(signal.reason));
            reject(signal.reason);
          });
        });
      },
      ignores: () => {
        began[1]?.resolve();
        return go.promise;
      },
    },
  });
  const ids = await queue.sendBatch([{ task: 'obeys' }, { task: 'ignores' }]);
  await Promise.all(began.map(({ promise }) => promise));
  assert.deepEqual(await worker.drain(400), { ended: 1, released: 2 });
  assert.deepEqual(aborted, ['Error: the worker stops']);
  for (const id of ids) {
    const job = await queue.get(id ?? '');
    assert.deepEqual({ state: job?.state, attempt: job?.attempt }, { state: 'waiting', attempt: 0 });
  }
  go.resolve();
});

test('jobs fetched ahead that nobody has time for go back to the queue', async () => {
  const queue = bench.queue();
  const began = gate();
  const go = gate();
  let quick = 0;
  const worker = bench.work({
    queue,
    concurrency: 1,
    tasks: {
      quick: () => void quick++,
      slow: async () => {
        began.resolve();
        await go.promise;
      },
    },
  });
  const quicks = Array.from({ length: 3_000 }, () => ({ task: 'quick' }));
  await queue.sendBatch([...quicks, { task: 'slow' }, ...quicks]);
  await began.promise;
  const other = gate();
  let taken = 0;
  bench.work({ queue, tasks: { quick: () => void (++taken === 3_000 && other.resolve()) } });
  await other.promise;
  assert.equal(quick, 3_000);
  go.resolve();
  await worker.drain(1_000);
});
