import { defineResource } from '@hawser/core/connector/postgres';
import { CloudServiceQuerySetInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_query_set_pb.js';

/** An analysis of one type of cloud services that runs daily; one of the domain has `*` as its workspace. */
export const querySets = defineResource({
  message: CloudServiceQuerySetInfoSchema,
  table: 'cloud_service_query_sets',
  id: 'query_set_id',
  prefix: 'query-set',
  tenancy: ['domain_id', 'workspace_id'],
  shared: ['workspace_id'],
  required: [
    'workspace_id',
    'name',
    'state',
    'query_type',
    'provider',
    'cloud_service_group',
    'cloud_service_type',
    'resource_group',
    'created_at',
    'updated_at',
  ],
  unique: { cloud_service_query_set_name: 'name' },
  updatedAt: 'updated_at',
  keyword: ['query_set_id', 'name'],
  sort: [{ key: 'name' }],
  minimal: [
    'query_set_id',
    'name',
    'state',
    'query_type',
    'provider',
    'cloud_service_group',
    'cloud_service_type',
  ],
  maxRows: 1000,
});
