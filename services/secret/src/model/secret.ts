import { defineResource } from '@hawser/core/connector/postgres';
import { SecretInfoSchema } from '@hawser/proto/spaceone/api/secret/v1/secret_pb.js';

export const secrets = defineResource({
  message: SecretInfoSchema,
  table: 'secrets',
  id: 'secret_id',
  prefix: 'secret',
  tenancy: ['domain_id', 'workspace_id', 'project_id'],
  shared: ['workspace_id'],
  required: ['name', 'workspace_id', 'project_id'],
  columns: { data: { type: 'text', private: true, notNull: true } },
  keyword: ['secret_id', 'name'],
  sort: [{ key: 'name' }],
  minimal: ['secret_id', 'name', 'provider', 'schema_id'],
});
