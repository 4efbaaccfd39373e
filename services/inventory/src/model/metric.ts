import { defineResource } from '@hawser/core/connector/postgres';
import { MetricInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/metric_pb.js';

/** An analysis whose results are kept day by day; unique by id in a domain. */
export const metrics = defineResource({
  message: MetricInfoSchema,
  table: 'metrics',
  id: 'metric_id',
  prefix: 'metric',
  tenancy: ['domain_id', 'workspace_id'],
  shared: ['workspace_id'],
  required: [
    'workspace_id',
    'name',
    'metric_type',
    'resource_type',
    'namespace_id',
    'resource_group',
    'created_at',
    'updated_at',
  ],
  columns: {
    // Of a managed one: the version that the plugin gave it, and the plugin.
    version: { type: 'text', private: true },
    plugin_id: { type: 'text', private: true },
  },
  updatedAt: 'updated_at',
  keyword: ['metric_id', 'name'],
  sort: [{ key: 'namespace_id' }, { key: 'name' }],
  minimal: ['metric_id', 'name', 'metric_type', 'resource_type', 'namespace_id'],
  maxRows: 1000,
});
