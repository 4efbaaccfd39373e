import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { type Job, PostgresQueue, QueueDatabase } from '../../queue/index.ts';
import { recordingLog } from '../../queue/testing.ts';
import { Backlog } from './backlog.ts';
import { HeldJob } from './held-job.ts';

const log = recordingLog();
const queue = new PostgresQueue('q', new QueueDatabase({}, log));
const job = (id: string) => new HeldJob({ id } as Job, queue, 0, log);
const ids = (jobs: HeldJob[]) => jobs.map(held => held.jobId);

test('jobs are taken in order; those that wait half a second are given back', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const released: string[][] = [];
  const backlog = new Backlog(jobs => released.push(ids(jobs)));
  assert.equal(backlog.take(), undefined);
  backlog.add(['1', '2', '3'].map(job));
  assert.equal(backlog.take()?.jobId, '1');
  backlog.add(['4', '5'].map(job));
  assert.equal(backlog.size, 4);
  mock.timers.tick(499);
  assert.equal(backlog.take()?.jobId, '2');
  assert.equal(backlog.take()?.jobId, '3');
  // All that were there when the half second began are taken: the others may wait half a second more.
  mock.timers.tick(1);
  assert.deepEqual(released, []);
  assert.equal(backlog.take()?.jobId, '4');
  backlog.add([job('6')]);
  mock.timers.tick(500);
  assert.deepEqual(released, [['5', '6']]);
  assert.equal(backlog.take(), undefined);
  backlog.add(['7', '8'].map(job));
  backlog.take();
  assert.deepEqual(ids(backlog.clear()), ['8']);
  mock.timers.tick(1_000);
  assert.deepEqual(released, [['5', '6']]);
  mock.timers.reset();
});
