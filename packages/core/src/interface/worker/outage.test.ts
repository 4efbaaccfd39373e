import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPostgres } from '@hawser/local/testing';
import { Pool } from 'pg';
import { PostgresQueue, QueueDatabase } from '../../queue/index.ts';
import { recordingLog } from '../../queue/testing.ts';
import { gate, until } from './testing.ts';
import { Worker } from './worker.ts';

test('a server that stops and starts again: work goes on, and what ended meanwhile isn’t repeated', async () => {
  const server = await startPostgres();
  const { url } = await server.database();
  const log = recordingLog();
  const pool = new Pool({ connectionString: url });
  const database = new QueueDatabase(pool, log);
  const queue = new PostgresQueue('q', database);
  const began = gate();
  const go = gate();
  const after = gate();
  const runs: string[] = [];
  const worker = new Worker({
    queue,
    log,
    tasks: {
      during: async () => {
        runs.push('during');
        began.resolve();
        await go.promise;
      },
      after: () => {
        runs.push('after');
        after.resolve();
      },
    },
  });
  worker.start();
  const id = (await queue.send({ task: 'during' })) ?? '';
  await began.promise;
  await server.stop();
  go.resolve();
  await assert.rejects(queue.send({ task: 'after' }), { code: 'ECONNREFUSED' });
  await until(
    async () => log.lines.map(line => line.message).join(),
    lines => /can't be told of ended jobs/.test(lines) && /lost the connection that listens/.test(lines),
  );
  await server.restart();
  await until(
    () => queue.get(id).catch(() => null),
    job => job?.state === 'completed',
  );
  const listening = () => log.lines.some(line => line.message === 'listens for jobs again');
  await until(async () => listening(), Boolean);
  await queue.send({ task: 'after' });
  await after.promise;
  await worker.drain(1_000);
  assert.deepEqual(runs, ['during', 'after']);
  assert.equal((await queue.get(id))?.attempt, 1);
  await database.close();
  await pool.end();
});

test('a worker that starts before its server waits for it', async () => {
  const server = await startPostgres();
  const { url } = await server.database();
  await server.stop();
  const log = recordingLog();
  const database = new QueueDatabase({ connectionString: url }, log);
  const queue = new PostgresQueue('q', database);
  const ran = gate();
  const worker = new Worker({ queue, log, tasks: { t: () => ran.resolve() } });
  worker.start();
  await until(async () => log.lines.some(line => line.message === 'the queue is away; trying on'), Boolean);
  await server.restart();
  await until(
    () => queue.send({ task: 't' }).catch(() => null),
    id => id !== null,
  );
  await ran.promise;
  await worker.drain(1_000);
  await database.close();
});
