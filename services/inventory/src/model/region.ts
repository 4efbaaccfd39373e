import { defineResource } from '@hawser/core/connector/postgres';
import { RegionInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';

/** A provider's location, unique by provider and code in a workspace. */
export const regions = defineResource({
  message: RegionInfoSchema,
  table: 'regions',
  id: 'region_id',
  prefix: 'region',
  tenancy: ['domain_id', 'workspace_id'],
  required: ['workspace_id', 'name', 'provider', 'region_code', 'region_key', 'created_at', 'updated_at'],
  columns: {
    // The collector that wrote it last, or `manual`.
    updated_by: { type: 'text', private: true },
    digest: { type: 'text', private: true },
  },
  unique: { region_code: 'region_code' },
  updatedAt: 'updated_at',
  keyword: ['region_id', 'name', 'region_code'],
  sort: [{ key: 'name' }],
  minimal: ['region_id', 'name', 'region_code', 'provider'],
  maxRows: 1000,
});
