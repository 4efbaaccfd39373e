import { defineService, platformHandlers } from '@hawser/core';
import { CollectingService as Collecting } from '@hawser/proto/hawser/inventory/v1/collecting_pb.js';
import { App } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { Schema } from '@hawser/proto/spaceone/api/identity/v2/schema_pb.js';
import { ServiceAccount } from '@hawser/proto/spaceone/api/identity/v2/service_account_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { Collector as CollectorPlugin } from '@hawser/proto/spaceone/api/inventory/plugin/collector_pb.js';
import { Job as JobPlugin } from '@hawser/proto/spaceone/api/inventory/plugin/job_pb.js';
import { Plugin } from '@hawser/proto/spaceone/api/plugin/v1/plugin_pb.js';
import { Plugin as RepositoryPlugin } from '@hawser/proto/spaceone/api/repository/v1/plugin_pb.js';
import { Secret } from '@hawser/proto/spaceone/api/secret/v1/secret_pb.js';
import '@hawser/redis';
import { migrations } from './migrations/index.ts';
import { ChangeHistoryService } from './src/service/change-history.ts';
import { CloudServiceService } from './src/service/cloud-service.ts';
import { CloudServiceQuerySetService } from './src/service/cloud-service-query-set.ts';
import { CloudServiceStatsService } from './src/service/cloud-service-stats.ts';
import { CloudServiceTypeService } from './src/service/cloud-service-type.ts';
import { CollectingService } from './src/service/collecting.ts';
import { CollectorService } from './src/service/collector.ts';
import { CollectorRuleService } from './src/service/collector-rule.ts';
import { JobService } from './src/service/job.ts';
import { JobTaskService } from './src/service/job-task.ts';
import { MetricService } from './src/service/metric.ts';
import { MetricDataService } from './src/service/metric-data.ts';
import { MetricExampleService } from './src/service/metric-example.ts';
import { NamespaceService } from './src/service/namespace.ts';
import { NoteService } from './src/service/note.ts';
import { RegionService } from './src/service/region.ts';
import { inventoryConfig } from './src/settings.ts';

const hourly = { method: Collecting.method.runSchedule };
const metrics = { method: Collecting.method.runMetrics };
const querySets = { method: Collecting.method.runQuerySets };
const cleanup = { method: Collecting.method.clean };

const everyHour = (backend: string, minute: string) => ({
  backend,
  queue: 'collector_q',
  interval: 1,
  minute,
});
const spaceone = 'spaceone.inventory.scheduler';

/** The inventory: what the accounts of all providers hold, and the collectors that find it. */
export default defineService({
  name: 'inventory',
  version: '0.1.0',
  summary: 'Keeps an inventory of cloud resources, and collects it by plugins.',
  services: [
    CloudServiceService,
    CloudServiceTypeService,
    CloudServiceQuerySetService,
    CloudServiceStatsService,
    RegionService,
    ChangeHistoryService,
    NoteService,
    CollectorService,
    CollectorRuleService,
    JobService,
    JobTaskService,
    NamespaceService,
    MetricService,
    MetricDataService,
    MetricExampleService,
    CollectingService,
  ],
  servers: ['grpc', 'rest', 'scheduler', 'worker'],
  localPort: 50052,
  config: inventoryConfig,
  defaults: {
    HANDLERS: platformHandlers,
    QUEUES: { collector_q: { backend: 'postgres' } },
    SCHEDULERS: {
      hourly: everyHour('hourly', ':00'),
      metrics: everyHour('metrics', ':10'),
      cleanup: everyHour('cleanup', ':20'),
      stats: everyHour('stats', ':30'),
    },
    WORKERS: { collector: { backend: 'default', queue: 'collector_q', concurrency: 8 } },
  },
  migrations,
  asks: [Domain, App, Workspace, Project, ServiceAccount, Schema, Secret, RepositoryPlugin, Plugin],
  plugins: [CollectorPlugin, JobPlugin],
  tasks: {
    hourly,
    metrics,
    cleanup,
    stats: querySets,
    [`${spaceone}.inventory_scheduler.InventoryHourlyScheduler`]: hourly,
    [`${spaceone}.metric_scheduler.MetricScheduler`]: metrics,
    [`${spaceone}.cleanup_scheduler.CleanupScheduler`]: cleanup,
    [`${spaceone}.cloud_service_stats_scheduler.CloudServiceStatsScheduler`]: querySets,
  },
});
