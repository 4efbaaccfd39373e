import { defineResource } from '@hawser/core/connector/postgres';
import { WorkspaceInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';

/** Workspaces of a domain. */
export const workspaces = defineResource({
  message: WorkspaceInfoSchema,
  table: 'workspaces',
  id: 'workspace_id',
  prefix: 'workspace',
  tenancy: ['domain_id', 'workspace_id'],
  required: ['name', 'state', 'dormant_ttl', 'service_account_count', 'user_count'],
  unique: { workspaces_name: 'name' },
  keyword: ['workspace_id', 'name'],
  sort: [{ key: 'name' }],
  minimal: [
    'workspace_id',
    'name',
    'state',
    'service_account_count',
    'user_count',
    'is_managed',
    'is_dormant',
  ],
  aliases: { reference_id: 'references' },
});
