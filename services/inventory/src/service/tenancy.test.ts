import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DescService } from '@bufbuild/protobuf';
import { type CallOptions, HawserError } from '@hawser/core';
import { CollectingService } from '@hawser/proto/hawser/inventory/v1/collecting_pb.js';
import { ChangeHistory } from '@hawser/proto/spaceone/api/inventory/v1/change_history_pb.js';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { CloudServiceType } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_type_pb.js';
import { Collector } from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { CollectorRule } from '@hawser/proto/spaceone/api/inventory/v1/collector_rule_pb.js';
import { Job } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { JobTask } from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';
import { MetricData } from '@hawser/proto/spaceone/api/inventory/v1/metric_data_pb.js';
import { Metric } from '@hawser/proto/spaceone/api/inventory/v1/metric_pb.js';
import { Namespace } from '@hawser/proto/spaceone/api/inventory/v1/namespace_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import manifest from '../../service.ts';
import { type Caller, startPlatform } from '../../test/platform.ts';
import { startPlugin } from '../../test/plugin.ts';
import { analyzeQuery, resultsOf, statQuery, timeSeriesQuery } from '../../test/query.ts';

const plugin = await startPlugin();
const { client } = await startPlatform({
  PLUGINS: { 'plugin-test': { endpoint: plugin.endpoint, provider: 'test' } },
});

// What belongs to workspace-1 of domain-1; the cloud service and its values to project-2, which isn't the member's.
const service = { provider: 'p', cloudServiceGroup: 'g', cloudServiceType: 't', data: { n: 1 } };
const { cloudServiceId } = await client(CloudService, 'owner').create({ ...service, projectId: 'project-2' });
const { cloudServiceTypeId } = await client(CloudServiceType, 'owner').create({
  name: 't',
  provider: 'p',
  group: 'g',
});
const { regionId } = await client(Region, 'owner').create({ name: 'r', regionCode: 'r', provider: 'p' });
const own = { resourceGroup: 2, workspaceId: 'workspace-1' } as const;
const { namespaceId } = await client(Namespace, 'owner').create({
  ...own,
  name: 'n',
  category: 'ASSET',
  resourceType: 'inventory.CloudService',
});
const queryOptions = analyzeQuery({ fields: { value: { operator: 'count' } } });
const metric = { ...own, name: 'm', metricType: 2, queryOptions, namespaceId } as const;
const { metricId } = await client(Metric, 'owner').create(metric);
const { collectorId } = await client(Collector, 'owner').create({
  ...own,
  name: 'c',
  pluginInfo: { pluginId: 'plugin-test' },
});
const { collectorRuleId } = await client(CollectorRule, 'owner').create({
  collectorId,
  conditionsPolicy: 3,
  actions: {},
});
const { jobId } = await client(Collector, 'owner').collect({ collectorId });
const [{ jobTaskId } = { jobTaskId: '' }] = (await client(JobTask, 'owner').list({ jobId })).results;

const today = new Date().toISOString().slice(0, 10);
const distinct = (key: string) => ({ query: statQuery({ distinct: key }) });
const grouped = (key: string) => ({
  query: analyzeQuery({ group_by: [key], fields: { n: { operator: 'count' } } }),
});
const series = timeSeriesQuery({
  granularity: 'DAILY',
  start: today,
  end: today,
  fields: { value: { key: 'value', operator: 'sum' } },
});

type Requests = Record<string, object | 'open' | 'system'>;

/** A request of every method, after what isn't the caller's. `open`: creates the caller's own; `system`: not for users. */
const attempts: [DescService, Requests][] = [
  [
    CloudService,
    {
      create: { ...service, projectId: 'project-2' },
      update: { cloudServiceId, name: 'x' },
      delete: { cloudServiceId },
      get: { cloudServiceId },
      list: { cloudServiceId },
      export: { options: [{ name: 'x' }] },
      analyze: grouped('cloud_service_id'),
      stat: distinct('cloud_service_id'),
    },
  ],
  [
    CloudServiceType,
    {
      create: 'open',
      update: { cloudServiceTypeId, serviceCode: 'x' },
      delete: { cloudServiceTypeId },
      get: { cloudServiceTypeId },
      list: { cloudServiceTypeId },
      stat: distinct('cloud_service_type_id'),
    },
  ],
  [
    Region,
    {
      create: 'open',
      update: { regionId, name: 'x' },
      delete: { regionId },
      get: { regionId },
      list: { regionId },
      stat: distinct('region_id'),
    },
  ],
  [ChangeHistory, { list: { cloudServiceId }, stat: { cloudServiceId, ...distinct('record_id') } }],
  [
    Collector,
    {
      create: 'open',
      update: { collectorId, name: 'x' },
      update_plugin: { collectorId, options: {} },
      verify_plugin: { collectorId },
      delete: { collectorId },
      get: { collectorId },
      list: { collectorId },
      stat: distinct('collector_id'),
      collect: { collectorId },
    },
  ],
  [
    CollectorRule,
    {
      create: { collectorId, conditionsPolicy: 3, actions: {} },
      update: { collectorRuleId, name: 'x' },
      change_order: { collectorRuleId, order: 1 },
      delete: { collectorRuleId },
      get: { collectorRuleId },
      list: { collectorRuleId },
      stat: distinct('collector_rule_id'),
    },
  ],
  [
    Job,
    {
      delete: { jobId },
      get: { jobId },
      list: { jobId },
      analyze: grouped('job_id'),
      stat: distinct('job_id'),
    },
  ],
  [
    JobTask,
    { delete: { jobTaskId }, get: { jobTaskId }, list: { jobTaskId }, stat: distinct('job_task_id') },
  ],
  [
    Namespace,
    {
      create: 'open',
      update: { namespaceId, name: 'x' },
      delete: { namespaceId },
      get: { namespaceId },
      list: { namespaceId },
      stat: distinct('namespace_id'),
    },
  ],
  [
    Metric,
    {
      create: { ...metric, workspaceId: '' },
      update: { metricId, name: 'x' },
      delete: { metricId },
      run: { metricId },
      test: { metricId },
      get: { metricId },
      list: { metricId },
      stat: distinct('metric_id'),
    },
  ],
  [
    MetricData,
    {
      list: { metricId },
      stat: { metricId, ...distinct('workspace_id') },
      analyze: { metricId, query: series },
    },
  ],
  [
    CollectingService,
    {
      runSchedule: 'system',
      runCollector: 'system',
      runTask: 'system',
      cancelJob: { jobId },
      runMetrics: 'system',
      runMetric: 'system',
      clean: 'system',
    },
  ],
];

type Methods = Record<string, (request: object, options?: CallOptions) => Promise<unknown>>;

const methodsOf = (desc: DescService, caller: Caller) => client(desc, caller) as unknown as Methods;

const refusals = ['NOT_FOUND', 'PERMISSION_DENIED', 'REQUIRED_PARAMETER', 'NOT_IMPLEMENTED'];

/** Calls a method, and says what was seen: nothing, or how it was refused. */
async function attempt(desc: DescService, method: string, request: object, caller: Caller): Promise<void> {
  const call = methodsOf(desc, caller)[method]!;
  let answer: { totalCount?: number; fields?: object };
  try {
    answer = (await call(request)) as typeof answer;
  } catch (thrown) {
    assert.ok(
      thrown instanceof HawserError && refusals.includes(thrown.code),
      `${desc.name}.${method}: ${thrown}`,
    );
    return;
  }
  if (method === 'list') assert.equal(answer.totalCount, 0);
  else if (method === 'stat' || method === 'analyze') assert.deepEqual(resultsOf(answer as never), []);
  else assert.fail(`${desc.name}.${method} let ${caller} in`);
}

describe('tenancy', () => {
  it('is tried for every method', () => {
    assert.deepEqual(
      attempts.map(([desc, requests]) => [desc.typeName, Object.keys(requests).sort()]).sort(),
      manifest.services.map(({ service: desc }) => [desc.typeName, Object.keys(desc.method).sort()]).sort(),
    );
  });

  for (const [desc, requests] of attempts) {
    for (const [method, request] of Object.entries(requests)) {
      if (request === 'open') continue;
      it(`keeps others out of ${desc.name}.${method}`, async () => {
        for (const caller of ['neighbour', 'stranger', 'strangeAdmin'] as const)
          await attempt(desc, method, request === 'system' ? {} : request, caller);
        if (request === 'system') await attempt(desc, method, {}, 'admin');
      });
    }
  }

  it('keeps members to their projects', async () => {
    for (const [desc, requests] of attempts) {
      if (desc !== CloudService && desc !== ChangeHistory && desc !== MetricData) continue;
      for (const [method, request] of Object.entries(requests))
        await attempt(desc, method, request as object, 'member');
    }
  });

  it('leaves what others tried for as it was', async () => {
    assert.equal((await client(CloudService, 'owner').get({ cloudServiceId })).name, '');
    assert.equal((await client(Region, 'owner').get({ regionId })).name, 'r');
    assert.equal((await client(Job, 'owner').get({ jobId })).status, 3);
    assert.equal((await client(CollectorRule, 'owner').list({ collectorId })).totalCount, 1);
    assert.equal((await client(Metric, 'admin').list({})).totalCount, 1);
  });

  it('gives what is created to the caller, whatever the request says', async () => {
    const region = await client(Region, 'neighbour').create({ name: 'r', regionCode: 'mine', provider: 'p' });
    assert.deepEqual([region.domainId, region.workspaceId], ['domain-1', 'workspace-2']);
    const namespace = { ...own, name: 'n', category: 'ASSET', resourceType: 'inventory.CloudService' };
    const created = await client(Namespace, 'neighbour').create({ ...namespace, workspaceId: 'workspace-1' });
    assert.equal(created.workspaceId, 'workspace-2');
    const collector = { ...own, name: 'c', pluginInfo: { pluginId: 'plugin-test' } };
    assert.equal((await client(Collector, 'neighbour').create(collector)).workspaceId, 'workspace-2');
  });

  it('refuses a caller without a token', async () => {
    for (const [desc, requests] of attempts) {
      for (const method of Object.keys(requests)) {
        const call = methodsOf(desc, 'owner')[method]!;
        await assert.rejects(
          call({}, { token: '' }),
          (error: HawserError) => error.code === 'AUTHENTICATE_FAILURE',
        );
      }
    }
  });
});
