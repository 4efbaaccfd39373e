import { defineResource } from '@hawser/core/connector/postgres';
import { RecordInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/change_history_pb.js';

/** One change of a cloud service. It is written in short, and read by a view. */
export const changeRecords = defineResource({
  message: RecordInfoSchema,
  table: 'change_history',
  id: 'record_id',
  prefix: 'record',
  tenancy: ['domain_id'],
  required: ['action', 'cloud_service_id', 'created_at'],
  keyword: ['diff.key', 'diff.before', 'diff.after'],
  sort: [{ key: 'created_at', desc: true }],
  minimal: [
    'record_id',
    'action',
    'diff_count',
    'cloud_service_id',
    'updated_by',
    'user_id',
    'collector_id',
    'job_id',
  ],
  maxRows: 1000,
});
