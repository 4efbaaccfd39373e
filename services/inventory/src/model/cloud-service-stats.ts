import { defineResource } from '@hawser/core/connector/postgres';
import { CloudServiceStatInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_stats_pb.js';

const common = {
  message: CloudServiceStatInfoSchema,
  id: 'cloud_service_stats_id',
  tenancy: ['domain_id', 'workspace_id', 'project_id'],
  keyword: ['query_set_id'],
  aliases: { user_projects: 'project_id' },
  maxRows: 1000,
} as const;

const id = { cloud_service_stats_id: { type: 'int', notNull: true } } as const;
const required = [
  'workspace_id',
  'query_set_id',
  'provider',
  'cloud_service_group',
  'cloud_service_type',
] as const;

/** What query sets found, by the day. */
export const cloudServiceStats = defineResource({
  ...common,
  table: 'cloud_service_stats',
  columns: id,
  required: [...required, 'created_date'],
  sort: [{ key: 'created_date', desc: true }],
  minimal: [
    'query_set_id',
    'data',
    'unit',
    'provider',
    'cloud_service_group',
    'cloud_service_type',
    'project_id',
    'created_date',
  ],
});

/** What query sets found, by the month. */
export const cloudServiceStatsMonths = defineResource({
  ...common,
  table: 'cloud_service_stats_months',
  without: ['created_date'],
  columns: { ...id, created_month: { type: 'text', notNull: true } },
  required,
  sort: [{ key: 'created_month', desc: true }],
});
