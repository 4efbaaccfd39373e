import { defineResource } from '@hawser/core/connector/postgres';
import { CloudServiceTypeInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_type_pb.js';

/** A kind of cloud services, unique by provider, group and name in a workspace. */
export const cloudServiceTypes = defineResource({
  message: CloudServiceTypeInfoSchema,
  table: 'cloud_service_types',
  id: 'cloud_service_type_id',
  prefix: 'cloud-svc-type',
  tenancy: ['domain_id', 'workspace_id'],
  required: [
    'workspace_id',
    'name',
    'provider',
    'group',
    'cloud_service_type_key',
    'resource_type',
    'created_at',
    'updated_at',
  ],
  columns: {
    // The collector that wrote it last, or `manual`.
    updated_by: { type: 'text', private: true },
    digest: { type: 'text', private: true },
  },
  unique: { cloud_service_type_name: 'name' },
  updatedAt: 'updated_at',
  keyword: ['cloud_service_type_id', 'name', 'group', 'service_code'],
  sort: [{ key: 'provider' }, { key: 'group' }, { key: 'name' }],
  minimal: [
    'cloud_service_type_id',
    'name',
    'provider',
    'group',
    'service_code',
    'is_primary',
    'is_major',
    'resource_type',
  ],
  maxRows: 1000,
});
