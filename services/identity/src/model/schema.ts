import { defineResource } from '@hawser/core/connector/postgres';
import { SchemaInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/schema_pb.js';

/** JSON Schemas of accounts' data and of their secrets. */
export const schemas = defineResource({
  message: SchemaInfoSchema,
  table: 'schemas',
  id: 'schema_id',
  tenancy: ['domain_id'],
  columns: { version: { type: 'text', private: true } },
  required: ['name', 'schema_type', 'provider'],
  unique: { schemas_pkey: 'schema_id' },
  updatedAt: 'updated_at',
  keyword: ['schema_id', 'name'],
  sort: [{ key: 'name' }],
  minimal: ['schema_id', 'name', 'schema_type', 'provider', 'is_managed'],
  aliases: { related_schema_id: 'related_schemas' },
});
