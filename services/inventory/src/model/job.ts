import { defineResource } from '@hawser/core/connector/postgres';
import { JobInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';

/** One run of a collector. */
export const jobs = defineResource({
  message: JobInfoSchema,
  table: 'jobs',
  id: 'job_id',
  prefix: 'job',
  tenancy: ['domain_id', 'workspace_id'],
  shared: ['workspace_id'],
  required: [
    'workspace_id',
    'status',
    'resource_group',
    'collector_id',
    'plugin_id',
    'created_at',
    'updated_at',
  ],
  updatedAt: 'updated_at',
  keyword: ['job_id'],
  sort: [{ key: 'created_at', desc: true }],
  minimal: ['job_id', 'status', 'collector_id', 'plugin_id', 'created_at', 'finished_at'],
  maxRows: 1000,
});
