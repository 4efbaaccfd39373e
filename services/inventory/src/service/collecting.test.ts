import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { serverStarters } from '@hawser/core';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { Collector } from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { Job, JobInfo_Status } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { JobTask, JobTaskInfo_JobTaskStatus } from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';
import { startPlatform } from '../../test/platform.ts';
import { found, startPlugin } from '../../test/plugin.ts';
import { listQuery } from '../../test/query.ts';
import { until } from '../../test/until.ts';

const plugin = await startPlugin();
const { client, inventory } = await startPlatform({
  PLUGINS: { 'plugin-test': { endpoint: plugin.endpoint, provider: 'test' } },
});
const collectors = client(Collector, 'owner');
const jobs = client(Job, 'owner');
const tasks = client(JobTask, 'owner');
const services = client(CloudService, 'owner');

const create = (more: object = {}) =>
  collectors.create({
    name: 'test',
    pluginInfo: { pluginId: 'plugin-test', options: { a: 1 } },
    resourceGroup: 2,
    workspaceId: 'workspace-1',
    ...more,
  });

/** Collects, waits for the end, and returns the job and its only task. */
async function collect(collectorId: string) {
  const { jobId } = await collectors.collect({ collectorId });
  const job = await until(async () => {
    const now = await jobs.get({ jobId });
    return now.status === JobInfo_Status.IN_PROGRESS ? undefined : now;
  }, 'the job');
  const { results } = await tasks.list({ jobId });
  return { job, task: results[0]!, tasks: results };
}

const counts = ({
  createdCount,
  updatedCount,
  failureCount,
  disconnectedCount,
  deletedCount,
}: Awaited<ReturnType<typeof collect>>['task']) => ({
  created: createdCount,
  updated: updatedCount,
  failed: failureCount,
  disconnected: disconnectedCount,
  deleted: deletedCount,
});

describe('collecting', () => {
  before(() => inventory.start([serverStarters.worker]));

  it('stores what the plugin finds, and updates it the next time', async () => {
    const { collectorId } = await create();
    plugin.script.collect = async function* () {
      yield found('srv-1', { cpu: 2, nested: { a: 1 } });
      yield found('srv-2', { cpu: 4 });
    };
    const first = await collect(collectorId);
    assert.equal(first.job.status, JobInfo_Status.SUCCESS);
    assert.deepEqual(counts(first.task), { created: 2, updated: 0, failed: 0, disconnected: 0, deleted: 0 });
    assert.equal(first.task.status, JobTaskInfo_JobTaskStatus.SUCCESS);
    const list = await services.list({ provider: 'test', query: listQuery({ sort: [{ key: 'name' }] }) });
    const [one] = list.results;
    assert.equal(list.totalCount, 2);
    assert.deepEqual(one!.data, { cpu: 2, nested: { a: 1 } });
    assert.deepEqual(one!.tags, { test: { Name: 'srv-1' } });
    assert.deepEqual(one!.tagKeys, { test: ['Name'] });
    assert.deepEqual(one!.metadata, { test: { view: 'x' } });
    assert.deepEqual([one!.domainId, one!.workspaceId, one!.regionCode], ['domain-1', 'workspace-1', 'here']);
    assert.equal(one!.collectionInfo!.collectorId, collectorId);
    plugin.script.collect = async function* () {
      yield found('srv-1', { cpu: 8 });
      yield found('srv-2', { cpu: 4 });
    };
    const second = await collect(collectorId);
    assert.deepEqual(counts(second.task), { created: 0, updated: 2, failed: 0, disconnected: 0, deleted: 0 });
    const again = await services.get({ cloudServiceId: one!.cloudServiceId });
    assert.deepEqual(again.data, { cpu: 8, nested: { a: 1 } });
    assert.equal((await services.list({ provider: 'test' })).totalCount, 2);
  });
});
