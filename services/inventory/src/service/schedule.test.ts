import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { serverStarters } from '@hawser/core';
import { CollectingService } from '@hawser/proto/hawser/inventory/v1/collecting_pb.js';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { MetricData } from '@hawser/proto/spaceone/api/inventory/v1/metric_data_pb.js';
import { Metric } from '@hawser/proto/spaceone/api/inventory/v1/metric_pb.js';
import { Namespace } from '@hawser/proto/spaceone/api/inventory/v1/namespace_pb.js';
import manifest from '../../service.ts';
import { CollectorTest, statusOf, taskStatusOf } from '../../test/collector-test.ts';
import { fails } from '../../test/fails.ts';
import { startPlatform } from '../../test/platform.ts';
import { found, info, startPlugin } from '../../test/plugin.ts';
import { until } from '../../test/until.ts';

const plugin = await startPlugin();
const platform = await startPlatform({
  PLUGINS: { 'plugin-test': { endpoint: plugin.endpoint, provider: 'test' } },
  METRIC_SCHEDULE_HOUR: new Date().getUTCHours(),
});
const test = new CollectorTest(platform);
const system = platform.client(CollectingService, 'system');

describe('the hourly schedule', () => {
  before(() => platform.inventory.start([serverStarters.worker]));

  it('starts the collectors of the hour, each once', async () => {
    plugin.script.collect = async function* () {
      yield found('scheduled', {}, { provider: 'scheduled' });
    };
    const scheduled = await test.create({ schedule: { state: 1, hours: [7, 8] } });
    const disabled = await test.create({ schedule: { state: 2, hours: [7] } });
    const later = await test.create({ schedule: { state: 1, hours: [9] } });
    assert.equal((await system.runSchedule({ hour: 7 })).collectors, 1);
    const [job] = await until(async () => {
      const { results } = await test.jobs.list({ collectorId: scheduled.collectorId, status: 4 });
      return results.length > 0 ? results : undefined;
    }, 'the scheduled job');
    assert.equal(job!.requestWorkspaceId, '');
    for (const { collectorId } of [disabled, later])
      assert.equal((await test.jobs.list({ collectorId })).totalCount, 0);
    assert.equal(
      (await platform.client(CloudService, 'owner').list({ provider: 'scheduled' })).totalCount,
      1,
    );
    await fails('INVALID_PARAMETER', system.runSchedule({ hour: 24 }));
    await fails('PERMISSION_DENIED', platform.client(CollectingService, 'admin').runSchedule({ hour: 7 }));
  });

  it('has a task of its own name and of SpaceONE’s', () => {
    const { tasks, defaults } = manifest;
    const spaceone = 'spaceone.inventory.scheduler.inventory_scheduler.InventoryHourlyScheduler';
    assert.equal(tasks[spaceone], tasks.hourly);
    for (const name of Object.keys(defaults.SCHEDULERS)) assert.ok(Object.hasOwn(tasks, name), name);
  });
});

describe('managed namespaces and metrics', () => {
  it('come with the plugin, are rewritten by version, computed, and not to be changed', async () => {
    const collect = async (version: string, name: string, operator: string) => {
      plugin.script.collect = async function* () {
        const state = { state: 'SUCCESS', match_rules: {} };
        yield info({
          ...state,
          resource_type: 'inventory.Namespace',
          resource: {
            namespace_id: 'ns-test',
            name,
            category: 'ASSET',
            resource_type: 'inventory.CloudService',
            group: null,
            icon: null,
            tags: null,
            version,
          },
        });
        yield info({
          ...state,
          resource_type: 'inventory.Metric',
          resource: {
            metric_id: 'metric-test',
            name,
            metric_type: 'GAUGE',
            resource_type: 'inventory.CloudService',
            query_options: {
              group_by: [{ key: 'region_code', name: 'Region' }],
              fields: { value: { key: 'data.n', operator } },
              filter: [{ k: 'provider', v: 'managed', o: 'eq' }],
            },
            unit: 'Count',
            namespace_id: 'ns-test',
            date_field: null,
            tags: null,
            version,
          },
        });
        yield info({
          ...state,
          resource_type: 'inventory.Metric',
          resource: { metric_id: 'metric-wrong', name },
        });
        yield found(`managed-${version}`, { n: 3 }, { provider: 'managed' });
      };
      const { collectorId } = await test.create();
      return test.collect(collectorId);
    };
    const first = await collect('1', 'First', 'sum');
    assert.deepEqual(first.counts, { created: 1, updated: 0, failed: 1, disconnected: 0, deleted: 0 });
    assert.equal(first.task.errors[0]!.additional!.resource_type, 'inventory.Metric');
    const namespaces = platform.client(Namespace, 'admin');
    const metrics = platform.client(Metric, 'admin');
    const namespace = await namespaces.get({ namespaceId: 'ns-test' });
    assert.deepEqual(
      [namespace.name, namespace.isManaged, namespace.workspaceId, namespace.group],
      ['First', true, '*', 'etc'],
    );
    const metric = await metrics.get({ metricId: 'metric-test' });
    assert.deepEqual(
      [metric.name, metric.isManaged, metric.labelsInfo.at(-1)],
      ['First', true, { key: 'labels.Region', name: 'Region', search_key: 'region_code' }],
    );
    await fails('PERMISSION_DENIED', namespaces.update({ namespaceId: 'ns-test', name: 'x' }));
    await fails('PERMISSION_DENIED', namespaces.delete({ namespaceId: 'ns-test' }));
    await fails('PERMISSION_DENIED', metrics.update({ metricId: 'metric-test', name: 'x' }));
    await fails('PERMISSION_DENIED', metrics.delete({ metricId: 'metric-test' }));
    const value = (expected: number) =>
      until(async () => {
        const { results } = await platform.client(MetricData, 'owner').list({ metricId: 'metric-test' });
        return results[0]?.value === expected ? results[0] : undefined;
      }, `the value ${expected}`);
    assert.deepEqual((await value(3)).labels, { Region: 'here' });

    await collect('1', 'Same version', 'max');
    assert.equal((await metrics.get({ metricId: 'metric-test' })).name, 'First');
    await collect('2', 'Second', 'count');
    assert.deepEqual(
      [
        (await metrics.get({ metricId: 'metric-test' })).name,
        (await namespaces.get({ namespaceId: 'ns-test' })).name,
      ],
      ['Second', 'Second'],
    );
    await value(2);
  });

  it('are computed daily', async () => {
    await platform.postgres.execute(`delete from metric_data`);
    assert.ok((await system.runMetrics({})).metrics > 0);
    await until(
      async () => (await platform.client(MetricData, 'owner').list({ metricId: 'metric-test' })).results[0],
      'values',
    );
  });
});

describe('cleaning', () => {
  it('ends jobs that hang and deletes what is old', async () => {
    plugin.script.collect = async function* (_, signal) {
      await new Promise(resolve => signal.addEventListener('abort', resolve));
    };
    const { collectorId } = await test.create();
    const { jobId } = await test.collectors.collect({ collectorId });
    await until(
      async () => ((await test.tasks.list({ jobId, status: 3 })).totalCount ? true : undefined),
      'the start',
    );
    await platform.postgres.execute(
      `update jobs set created_at = now() - interval '3 hours', updated_at = now() where job_id = $1`,
      [jobId],
    );
    await system.clean({});
    assert.equal(statusOf(await test.jobs.get({ jobId })), 'FAILURE');
    await platform.postgres.execute(
      `update jobs set updated_at = now() - interval '1 hour' where job_id = $1`,
      [jobId],
    );
    await system.clean({});
    assert.deepEqual((await test.tasks.list({ jobId })).results.map(taskStatusOf), ['FAILURE']);
    await platform.postgres.execute(
      `update jobs set created_at = now() - interval '61 days' where job_id = $1`,
      [jobId],
    );
    const services = platform.client(CloudService, 'owner');
    const { cloudServiceId } = (await services.list({ provider: 'managed' })).results[0]!;
    await services.delete({ cloudServiceId });
    await platform.postgres.execute(
      `update cloud_services set deleted_at = now() - interval '91 days' where state = 'DELETED'`,
    );
    await system.clean({});
    await fails('NOT_FOUND', test.jobs.get({ jobId }));
    await fails('NOT_FOUND', services.get({ cloudServiceId }));
    const [records] = await platform.postgres.query(
      'select count(*)::int as n from change_records where cloud_service_id = $1',
      [cloudServiceId],
    );
    assert.equal(records!.n, 0);
  });
});
