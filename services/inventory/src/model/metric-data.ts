import { defineResource } from '@hawser/core/connector/postgres';
import { MetricDataInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/metric_data_pb.js';

const common = {
  message: MetricDataInfoSchema,
  id: 'metric_data_id',
  tenancy: ['domain_id', 'workspace_id', 'project_id'],
  required: ['workspace_id', 'metric_id', 'namespace_id'],
  columns: { metric_data_id: { type: 'int', notNull: true } },
  keyword: ['metric_id'],
  aliases: { user_projects: 'project_id' },
  maxRows: 1000,
} as const;

/** The values of metrics, by the day. */
export const metricData = defineResource({
  ...common,
  table: 'metric_data',
  sort: [{ key: 'created_date' }],
  minimal: ['metric_id', 'value', 'unit', 'service_account_id', 'project_id', 'workspace_id', 'created_date'],
});

/** The values of metrics, by the month. */
export const metricDataMonths = defineResource({
  ...common,
  table: 'metric_data_months',
  without: ['created_date'],
  sort: [{ key: 'created_month' }],
});
