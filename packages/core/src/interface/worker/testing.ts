import { testDatabase } from '@hawser/local/testing';
import { Pool } from 'pg';
import { PostgresQueue, QueueDatabase } from '../../queue/index.ts';
import { recordingLog } from '../../queue/testing.ts';
import { Worker, type WorkerOptions } from './worker.ts';

/** A place in the test's code that others wait for. */
export function gate<T = void>() {
  return Promise.withResolvers<T>();
}

/** Queues on a database of their own, and workers on them; `close` drains what is still at work. */
export async function workbench() {
  const { url } = await testDatabase();
  const pool = new Pool({ connectionString: url, max: 6 });
  const log = recordingLog();
  const database = new QueueDatabase(pool, log);
  const workers = new Set<Worker>();
  let queues = 0;
  return {
    url,
    pool,
    log,
    queue: () => new PostgresQueue(`q${++queues}`, database),
    work(options: Omit<WorkerOptions, 'log'>): Worker {
      const worker = new Worker({ ...options, log });
      workers.add(worker);
      worker.start();
      return worker;
    },
    async close() {
      await Promise.all([...workers].map(worker => worker.drain(1_000)));
      await database.close();
      await pool.end();
    },
  };
}

/** Asks again, as fast as answers come, until the answer will do. */
export async function until<T>(ask: () => Promise<T>, enough: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (enough(answer)) return answer;
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
