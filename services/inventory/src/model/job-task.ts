import { defineResource } from '@hawser/core/connector/postgres';
import { JobTaskInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';

/** The part of a job that concerns one secret. */
export const jobTasks = defineResource({
  message: JobTaskInfoSchema,
  table: 'job_tasks',
  id: 'job_task_id',
  prefix: 'job-task',
  tenancy: ['domain_id', 'workspace_id', 'project_id'],
  required: ['workspace_id', 'status', 'job_id', 'created_at'],
  columns: { collector_id: { type: 'text', notNull: true } },
  keyword: ['job_task_id'],
  sort: [{ key: 'created_at', desc: true }],
  minimal: [
    'job_task_id',
    'status',
    'created_count',
    'updated_count',
    'deleted_count',
    'disconnected_count',
    'failure_count',
    'job_id',
    'created_at',
    'started_at',
    'finished_at',
  ],
  aliases: { user_projects: 'project_id' },
  maxRows: 1000,
});
