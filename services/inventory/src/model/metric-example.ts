import { defineResource } from '@hawser/core/connector/postgres';
import { MetricExampleInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/metric_example_pb.js';

/** A view of a metric that a user keeps; nobody else's. */
export const metricExamples = defineResource({
  message: MetricExampleInfoSchema,
  table: 'metric_examples',
  id: 'example_id',
  prefix: 'example',
  tenancy: ['domain_id', 'user_id'],
  required: ['name', 'user_id', 'metric_id', 'namespace_id', 'created_at', 'updated_at'],
  updatedAt: 'updated_at',
  keyword: ['example_id', 'name'],
  sort: [{ key: 'name' }],
  minimal: ['example_id', 'name', 'metric_id', 'user_id'],
  maxRows: 1000,
});
