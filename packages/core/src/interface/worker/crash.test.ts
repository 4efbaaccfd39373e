import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { until, workbench } from './testing.ts';

let bench: Awaited<ReturnType<typeof workbench>>;
before(async () => {
  bench = await workbench();
  await bench.pool.query('CREATE TABLE effect (job text)');
});
after(() => bench.close());

test('SIGKILL of workers in the middle of jobs loses no job and repeats no effect', async () => {
  const queue = bench.queue();
  const jobs = 200;
  await queue.sendBatch(new Array(jobs).fill({ task: 'effect' }));
  const begun = new Set<string>();
  let begins = 0;
  const work = () => {
    const worker = fork(join(import.meta.dirname, 'testing-process.ts'), [bench.url, queue.name]);
    worker.on('message', id => {
      begins++;
      begun.add(String(id));
    });
    return worker;
  };
  for (const enough of [30, 80]) {
    const worker = work();
    while (begun.size < enough) await once(worker, 'message');
    worker.kill('SIGKILL');
    await once(worker, 'exit');
  }
  const active = (await queue.depth()).active;
  assert.ok(active > 0, 'jobs were killed in the middle');
  const last = work();
  await until(
    () => queue.list({ state: 'completed', page: { limit: 1_000 } }),
    done => done.length === jobs,
  );
  last.kill('SIGKILL');
  await once(last, 'exit');
  assert.equal(begun.size, jobs);
  assert.ok(begins > jobs, 'killed jobs began again');
  const { rows } = await bench.pool.query(
    'SELECT count(*)::int AS rows, count(DISTINCT job)::int AS jobs FROM effect',
  );
  assert.deepEqual(rows, [{ rows: jobs, jobs }]);
});
