import { defineResource } from '@hawser/core/connector/postgres';
import { TrustedSecretInfoSchema } from '@hawser/proto/spaceone/api/secret/v1/trusted_secret_pb.js';

export const trustedSecrets = defineResource({
  message: TrustedSecretInfoSchema,
  table: 'trusted_secrets',
  id: 'trusted_secret_id',
  prefix: 'trusted-secret',
  tenancy: ['domain_id', 'workspace_id'],
  shared: ['workspace_id'],
  required: ['name', 'workspace_id'],
  columns: { data: { type: 'text', private: true, notNull: true } },
  keyword: ['trusted_secret_id', 'name'],
  sort: [{ key: 'name' }],
});
