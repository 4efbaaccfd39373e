import type { DescService } from '@bufbuild/protobuf';
import { CollectingService } from '@hawser/proto/hawser/inventory/v1/collecting_pb.js';
import { ChangeHistory } from '@hawser/proto/spaceone/api/inventory/v1/change_history_pb.js';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { CloudServiceType } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_type_pb.js';
import { Collector } from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { CollectorRule } from '@hawser/proto/spaceone/api/inventory/v1/collector_rule_pb.js';
import { Job } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { JobTask } from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';
import { Note } from '@hawser/proto/spaceone/api/inventory/v1/note_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { makeMetricAttempts } from './metric-attempts.ts';
import type { startPlatform } from './platform.ts';
import { distinct, grouped } from './query.ts';

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
  const metrics = await makeMetricAttempts(client, service, own);
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
    ...metrics.attempts,
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
  const { exampleId, querySetId } = metrics;
  return { attempts, cloudServiceId, noteId, exampleId, querySetId, regionId, jobId, collectorId, own };
}
