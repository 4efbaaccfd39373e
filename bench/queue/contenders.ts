import type { TestDatabase } from '@hawser/local/testing';
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import type { Pool } from 'pg';
import PgBoss from 'pg-boss';
import { Worker } from '../../packages/core/src/interface/worker/index.ts';
import { PostgresQueue, QueueDatabase } from '../../packages/core/src/queue/index.ts';

/** Works a backlog of `jobs` off, each acknowledged, and returns the milliseconds that it took. */
export type Contender = (database: TestDatabase, pool: Pool, jobs: number) => Promise<number>;

const quiet = { debug() {}, info() {}, warn: console.error, error: console.error };
const chunk = 1_000;
let queues = 0;

/** Calls `send` for every thousand jobs. */
async function inChunks(jobs: number, send: (count: number) => Promise<unknown>): Promise<void> {
  for (let sent = 0; sent < jobs; sent += chunk) await send(Math.min(chunk, jobs - sent));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The worker, 32 jobs at a time; timed until the last acknowledgement. */
export const hawser: Contender = async (_, pool, jobs) => {
  const database = new QueueDatabase(pool, quiet);
  const queue = new PostgresQueue(`bench${++queues}`, database);
  await inChunks(jobs, count =>
    queue.sendBatch(Array.from({ length: count }, () => ({ task: 't', payload: { count } }))),
  );
  let done = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  const task = async () => {
    if (++done === jobs) resolve();
  };
  const worker = new Worker({ queue, concurrency: 32, tasks: { t: task }, log: quiet });
  const ms = await timed(async () => {
    worker.start();
    await promise;
    await worker.drain(10_000);
  });
  await database.close();
  return ms;
};

/** pg-boss's fetch and complete in `loops` loops by `batch`. */
export function pgBoss(batch: number, loops: number): Contender {
  return async ({ url }, _, jobs) => {
    const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false });
    boss.on('error', console.error);
    await boss.start();
    const name = `bench${++queues}`;
    await boss.createQueue(name);
    await inChunks(jobs, count =>
      boss.insert(Array.from({ length: count }, () => ({ name, data: { count } }))),
    );
    const loop = async () => {
      for (;;) {
        const fetched = await boss.fetch(name, { batchSize: batch });
        if (fetched.length === 0) return;
        await boss.complete(
          name,
          fetched.map(job => job.id),
        );
      }
    };
    const ms = await timed(() => Promise.all(Array.from({ length: loops }, loop)));
    await boss.stop({ graceful: false, wait: true });
    return ms;
  };
}

/** graphile-worker, 32 jobs at a time, with its local queue and batched completion, its fastest way. */
export const graphile: Contender = async ({ url }, _, jobs) => {
  const logger = new Logger(() => () => {});
  const preset = {
    worker: { concurrentJobs: 32, maxPoolSize: 34, localQueue: { size: 500 }, completeJobBatchDelay: 0 },
  };
  const utils = await makeWorkerUtils({ connectionString: url, logger });
  await utils.migrate();
  await inChunks(jobs, count =>
    utils.addJobs(Array.from({ length: count }, () => ({ identifier: 't', payload: { count } }))),
  );
  let done = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  const task = async () => {
    if (++done === jobs) resolve();
  };
  const ms = await timed(async () => {
    const runner = await run({
      connectionString: url,
      preset,
      logger,
      noHandleSignals: true,
      taskList: { t: task },
    });
    await promise;
    await runner.stop();
  });
  await utils.release();
  return ms;
};

/**
 * A loop of nothing but SQL, two of them by 256, over a table with just what leasing needs: no retries, delays, keys,
 * priorities or progress. What PostgreSQL itself can do, for orientation.
 */
export const bareSql: Contender = async (_, pool, jobs) => {
  await pool.query(`DROP TABLE IF EXISTS bare; CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    payload json NOT NULL, leased_until timestamptz, finished_at timestamptz);
    CREATE INDEX ON bare (id) WHERE leased_until IS NULL AND finished_at IS NULL`);
  await pool.query(`INSERT INTO bare (payload) SELECT '{"count":1}' FROM generate_series(1, $1)`, [jobs]);
  await pool.query('ANALYZE bare');
  const loop = async () => {
    for (;;) {
      const { rows } = await pool.query<{ id: string }>({
        name: 'fetch',
        text: `UPDATE bare SET leased_until = now() + interval '30 s' WHERE id = ANY (ARRAY(SELECT id FROM bare
          WHERE leased_until IS NULL AND finished_at IS NULL ORDER BY id LIMIT 256 FOR UPDATE SKIP LOCKED))
          RETURNING id, payload`,
      });
      if (rows.length === 0) return;
      const text = 'UPDATE bare SET leased_until = NULL, finished_at = now() WHERE id = ANY ($1)';
      await pool.query({ name: 'complete', text, values: [rows.map(row => row.id)] });
    }
  };
  return timed(() => Promise.all([loop(), loop()]));
};
