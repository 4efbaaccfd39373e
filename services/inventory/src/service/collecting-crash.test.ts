import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serverStarters } from '@hawser/core';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { CollectorTest, counts } from '../../test/collector-test.ts';
import { startPlatform } from '../../test/platform.ts';
import { found, info, startPlugin } from '../../test/plugin.ts';
import { until } from '../../test/until.ts';

const plugin = await startPlugin();
const config = {
  PLUGINS: { 'plugin-test': { endpoint: plugin.endpoint, provider: 'test' } },
  QUEUES: { collector_q: { backend: 'postgres', visibilitySeconds: 1 } },
};
const platform = await startPlatform(config);
const test = new CollectorTest(platform);

describe('a worker that is killed', () => {
  it('loses nothing, stores nothing twice and counts nothing twice', async () => {
    const { collectorId } = await test.create();
    const total = 700;
    plugin.script.collect = async function* (_, signal) {
      yield info({ state: 'FAILURE', message: 'always', resource_type: 'inventory.CloudService' });
      for (let i = 0; i < 600; i++) yield found(`n-${i}`, { i });
      // The first run never gets further.
      if (plugin.seen.collects.length === 1) {
        await new Promise(resolve => signal.addEventListener('abort', resolve));
        return;
      }
      for (let i = 600; i < total; i++) yield found(`n-${i}`, { i });
    };
    const { jobId } = await test.collectors.collect({ collectorId });

    const file = fileURLToPath(new URL('../../test/worker-process.ts', import.meta.url));
    const settings = JSON.stringify({ ...config, DATABASES: { default: platform.database } });
    const child = spawn(process.execPath, [file, settings], { stdio: 'inherit' });
    after(() => child.kill('SIGKILL'));
    const partly = await until(async () => {
      const [task] = (await test.tasks.list({ jobId })).results;
      return task!.createdCount === 600 ? task : undefined;
    }, 'the first worker');
    assert.deepEqual(counts(partly), { created: 600, updated: 0, failed: 1, disconnected: 0, deleted: 0 });
    child.kill('SIGKILL');
    await once(child, 'exit');

    await platform.inventory.start([serverStarters.worker]);
    const { task, counts: counted } = await test.ended(jobId);
    assert.equal(plugin.seen.collects.length, 2);
    assert.deepEqual(counted, { created: total, updated: 0, failed: 1, disconnected: 0, deleted: 0 });
    assert.deepEqual(
      task.errors.map(({ message }) => message),
      ['always'],
    );
    const services = platform.client(CloudService, 'owner');
    assert.equal((await services.list({ provider: 'test' })).totalCount, total);
    const [rows] = await platform.postgres.query(
      `select count(*)::int as n, count(distinct cloud_service_id)::int as services from change_records`,
    );
    assert.deepEqual(rows, { n: total, services: total });
  });
});
