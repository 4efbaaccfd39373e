import type { DescService } from '@bufbuild/protobuf';
import { CollectingService } from '@hawser/proto/hawser/inventory/v1/collecting_pb.js';
import { ChangeHistory } from '@hawser/proto/spaceone/api/inventory/v1/change_history_pb.js';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { CloudServiceQuerySet } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_query_set_pb.js';
import { CloudServiceStats } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_stats_pb.js';
import { CloudServiceType } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_type_pb.js';
import { Collector } from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { CollectorRule } from '@hawser/proto/spaceone/api/inventory/v1/collector_rule_pb.js';
import { Job } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { JobTask } from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';
import { MetricData } from '@hawser/proto/spaceone/api/inventory/v1/metric_data_pb.js';
import { MetricExample } from '@hawser/proto/spaceone/api/inventory/v1/metric_example_pb.js';
import { Metric } from '@hawser/proto/spaceone/api/inventory/v1/metric_pb.js';
import { Namespace } from '@hawser/proto/spaceone/api/inventory/v1/namespace_pb.js';
import { Note } from '@hawser/proto/spaceone/api/inventory/v1/note_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import type { startPlatform } from './platform.ts';
import { analyzeQuery, statQuery, timeSeriesQuery } from './query.ts';

const today = new Date().toISOString().slice(0, 10);
const distinct = (key: string) => ({ query: statQuery({ distinct: key }) });
const grouped = (key: string) => ({
  query: analyzeQuery({ group_by: [key], fields: { n: { operator: 'count' } } }),
});
const sumOf = (key: string) =>
  timeSeriesQuery({
    granularity: 'DAILY',
    start: today,
    end: today,
    fields: { value: { key, operator: 'sum' } },
  });

/** Requests by method. `open`: creates the caller's own; `system`: not for users. */
export type Requests = Record<string, object | 'open' | 'system'>;

/**
 * Makes what belongs to workspace-1 of domain-1, and returns a request after it for every method. The cloud service and
 * its values belong to project-2, which isn't the member's.
 */
export async function makeAttempts({ client }: Awaited<ReturnType<typeof startPlatform>>) {
  const service = { provider: 'p', cloudServiceGroup: 'g', cloudServiceType: 't', data: { n: 1 } };
  const { cloudServiceId } = await client(CloudService, 'owner').create({
    ...service,
    projectId: 'project-2',
  });
  const records = await client(ChangeHistory, 'owner').list({ cloudServiceId });
  const { recordId } = records.results[0]!;
  const { noteId } = await client(Note, 'owner').create({ recordId, note: 'n' });
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
  const { data: _, ...type } = service;
  const querySet = { ...own, ...type, name: 'q', queryOptions };
  const { querySetId } = await client(CloudServiceQuerySet, 'owner').create(querySet);
  await client(CloudServiceQuerySet, 'owner').run({ querySetId });
  const example = { metricId, name: 'e', options: {} };
  const { exampleId } = await client(MetricExample, 'owner').create(example);
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
      Note,
      {
        create: { recordId, note: 'x' },
        update: { noteId, note: 'x' },
        delete: { noteId },
        get: { noteId },
        list: { noteId },
        stat: distinct('note_id'),
      },
    ],
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
        analyze: { metricId, query: sumOf('value') },
      },
    ],
    [
      MetricExample,
      {
        create: example,
        update: { exampleId, name: 'x' },
        delete: { exampleId },
        get: { exampleId },
        list: { exampleId },
        stat: distinct('example_id'),
      },
    ],
    [
      CloudServiceQuerySet,
      {
        create: 'open',
        update: { querySetId, name: 'x' },
        delete: { querySetId },
        run: { querySetId },
        test: { querySetId },
        enable: { querySetId },
        disable: { querySetId },
        get: { querySetId },
        list: { querySetId },
        stat: distinct('query_set_id'),
      },
    ],
    [
      CloudServiceStats,
      {
        list: { querySetId },
        stat: { querySetId, ...distinct('workspace_id') },
        analyze: { querySetId, query: sumOf('data.value') },
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
        runQuerySets: 'system',
        runQuerySet: 'system',
        clean: 'system',
      },
    ],
  ];
  return { attempts, cloudServiceId, noteId, exampleId, querySetId, regionId, jobId, collectorId, own };
}
