/**
 * A worker in a process of its own, for the test that kills it: takes the database's URL and the queue's name, and
 * sends the id of each job that begins. A job's effect and its completion are one transaction.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { PostgresQueue, QueueDatabase } from '../../queue/index.ts';
import { recordingLog } from '../../queue/testing.ts';
import { Worker } from './worker.ts';

const [url, name] = process.argv.slice(2) as [string, string];
const pool = new Pool({ connectionString: url });
const log = recordingLog();
new Worker({
  queue: new PostgresQueue(name, new QueueDatabase(pool, log)),
  concurrency: 4,
  visibility: 400,
  log,
  tasks: {
    effect: async (_, context) => {
      process.send?.(context.jobId);
      await delay(10);
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query('INSERT INTO effect VALUES ($1)', [context.jobId]);
      await context.complete(client);
      await client.query('COMMIT');
      client.release();
    },
  },
}).start();
