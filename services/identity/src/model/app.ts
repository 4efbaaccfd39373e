import { defineResource } from '@hawser/core/connector/postgres';
import { AppInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';

/** Programs that call in their own right. Their secrets are signed, not kept. */
export const apps = defineResource({
  message: AppInfoSchema,
  table: 'apps',
  id: 'app_id',
  prefix: 'app',
  tenancy: ['domain_id', 'workspace_id'],
  without: ['client_secret'],
  required: ['name', 'state', 'role_type', 'resource_group', 'workspace_id', 'role_id', 'expired_at'],
  keyword: ['app_id', 'name'],
  sort: [{ key: 'created_at', desc: true }],
  minimal: ['app_id', 'name', 'state', 'role_type', 'role_id', 'expired_at'],
});
