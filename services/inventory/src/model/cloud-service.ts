import { defineResource } from '@hawser/core/connector/postgres';
import { CloudServiceInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';

/** A resource that a collector found or a user entered. A deleted one stays for a while, in the state DELETED. */
export const cloudServices = defineResource({
  message: CloudServiceInfoSchema,
  table: 'cloud_services',
  id: 'cloud_service_id',
  prefix: 'cloud-svc',
  tenancy: ['domain_id', 'workspace_id', 'project_id'],
  required: [
    'workspace_id',
    'state',
    'cloud_service_type',
    'cloud_service_group',
    'provider',
    'created_at',
    'updated_at',
  ],
  columns: {
    // What a collector wrote last; tells whether what it found now is the same.
    digest: { type: 'text', private: true },
    // The part of a job that created the resource; tells, when it is run again, that it did.
    created_by_run: { type: 'text', private: true },
  },
  updatedAt: 'updated_at',
  keyword: [
    'cloud_service_id',
    'name',
    'ip_addresses',
    'cloud_service_group',
    'cloud_service_type',
    'reference.resource_id',
  ],
  sort: [{ key: 'created_at' }],
  minimal: [
    'cloud_service_id',
    'name',
    'state',
    'cloud_service_group',
    'cloud_service_type',
    'provider',
    'reference.resource_id',
    'region_code',
    'project_id',
  ],
  aliases: { ip_address: 'ip_addresses', user_projects: 'project_id' },
  maxRows: 1000,
});
