import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from '@hawser/core/interface/worker';
import { openQueues } from '@hawser/core/queue';
import './index.ts';
import { startRedis } from './testing.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const redis = await startRedis();

test('a server that stops and starts again: nothing needs a restart', {
  skip: redis ? false : 'no redis-server here',
}, async () => {
  const queues = openQueues({ q: { backend: 'redis', host: '127.0.0.1', port: redis!.port } }, { log });
  const queue = queues.get('q');
  const runs: unknown[] = [];
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  const worker = new Worker({
    queue,
    log,
    tasks: {
      t: payload => {
        runs.push(payload);
        (payload === 1 ? first : second).resolve();
      },
    },
  });
  worker.start();
  await queue.send({ task: 't', payload: 1 });
  await first.promise;
  await redis!.stop();
  await assert.rejects(queue.send({ task: 't', payload: 2 }));
  await redis!.start();
  for (let sent: string | null = null; sent === null; ) {
    sent = await queue.send({ task: 't', payload: 3 }).catch(() => null);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  await second.promise;
  await worker.drain(1_000);
  assert.deepEqual(runs, [1, 3]);
  await queues.close();
  await redis!.stop();
});
