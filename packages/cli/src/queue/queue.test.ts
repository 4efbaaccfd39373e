import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Application } from '@hawser/core';
import { configSchema, loadConfig } from '@hawser/core/config';
import { Jobs } from '@hawser/core/connector/jobs';
import type { Queue } from '@hawser/core/queue';
import manifest from '../../template/service/service.ts';
import { here } from '../../test/hawser.ts';
import { configFolder, template } from '../../test/template.ts';
import { silent } from '../silent.ts';

describe('hawser queue', () => {
  let config: Awaited<ReturnType<typeof configFolder>>;
  let application: Application;
  let queue: Queue;
  const run = (...args: string[]) => here(['queue', ...args, '-c', config.folder]);
  const ofService = ['--service', template];

  before(async () => {
    config = await configFolder({ QUEUES: { work: {} } });
    const { value } = loadConfig({ schema: configSchema, directory: config.folder });
    application = new Application(manifest, { config: value, log: silent });
    queue = application.component(Jobs).queues.get('work');
  });
  after(async () => {
    await application.stop(0);
    config.remove();
  });

  /** A job that has become a dead letter. */
  async function dead(task: string): Promise<string> {
    const id = await queue.send({ task, retryLimit: 0 });
    const jobs = await queue.fetch(10, 'a worker', 30_000);
    await queue.fail(jobs.map(job => ({ ...job, reason: `no ${job.task}`, permanent: true })));
    return id!;
  }

  it('lists jobs by their state, and how many there are', async () => {
    await dead('first');
    await queue.send({ task: 'later', delay: 3_600_000 });
    const { code, stdout } = await run('ls', template);
    assert.equal(code, 0);
    assert.match(stdout, /^item-store {2}work {3}\S+ +later +delayed +0\/6 +\d{4}-/m);
    assert.match(stdout, /^item-store {2}work {3}\S+ +first +dead +1\/1 +no first$/m);
    assert.match(stdout, /^item-store\/work: 0 waiting, 1 delayed, 0 active, 1 dead$/m);
    const [only] = JSON.parse((await run('ls', template, '--state', 'dead', '-o', 'json')).stdout);
    assert.deepEqual(
      only.jobs.map(({ task }: { task: string }) => task),
      ['first'],
    );
  });

  it('sends one dead letter again, or all', async () => {
    const id = await dead('second');
    assert.equal((await run('requeue', id, ...ofService)).stdout, `${id} requeued\n`);
    assert.equal((await queue.get(id))?.state, 'waiting');
    const again = await run('requeue', id, ...ofService);
    assert.deepEqual([again.code, again.stdout], [1, '']);
    assert.equal((await run('requeue', '--all', ...ofService)).stdout, '1 requeued\n');
    assert.equal((await queue.depth()).dead, 0);
  });

  it('cancels a job', async () => {
    const id = (await queue.send({ task: 'third' }))!;
    assert.equal((await run('cancel', id, ...ofService)).stdout, `${id} cancelled\n`);
    assert.equal((await run('cancel', id, ...ofService)).stderr, `error: ${id} has ended already\n`);
    const unknown = await run('cancel', '999999', ...ofService);
    assert.deepEqual([unknown.code, unknown.stderr], [1, 'error: no queue has a job 999999\n']);
  });
});
