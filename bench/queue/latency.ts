import { setTimeout as delay } from 'node:timers/promises';
import type { TestDatabase } from '@hawser/local/testing';
import { Pool } from 'pg';
import { Worker } from '../../packages/core/src/interface/worker/index.ts';
import { PostgresQueue, QueueDatabase } from '../../packages/core/src/queue/index.ts';

const quiet = { debug() {}, info() {}, warn: console.error, error: console.error };

/** Milliseconds from the call that sends a job to its start in a worker that had nothing to do, sorted. */
export async function idleLatencies({ url }: TestDatabase, samples: number): Promise<number[]> {
  const pools = [new Pool({ connectionString: url }), new Pool({ connectionString: url })] as const;
  // The server may stop before the last idle connection has closed.
  for (const pool of pools) pool.on('error', () => {});
  const [sending, working] = pools.map(pool => new QueueDatabase(pool, quiet));
  const queue = new PostgresQueue('latency', sending!);
  let started = Promise.withResolvers<number>();
  const task = () => started.resolve(performance.now());
  const worker = new Worker({
    queue: new PostgresQueue('latency', working!),
    tasks: { t: task },
    log: quiet,
  });
  worker.start();
  await queue.send({ task: 't' });
  await started.promise;
  const latencies: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    await delay(50 + Math.random() * 100);
    started = Promise.withResolvers<number>();
    const sent = performance.now();
    await queue.send({ task: 't', payload: { sample } });
    latencies.push((await started.promise) - sent);
  }
  await worker.drain(1_000);
  for (const database of [sending, working]) await database?.close();
  for (const pool of pools) await pool.end();
  return latencies.sort((a, b) => a - b);
}
