import { defineResource } from '@hawser/core/connector/postgres';
import { ServiceAccountInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/service_account_pb.js';

/** Accounts of providers, in projects. */
export const serviceAccounts = defineResource({
  message: ServiceAccountInfoSchema,
  table: 'service_accounts',
  id: 'service_account_id',
  prefix: 'sa',
  tenancy: ['domain_id', 'workspace_id', 'project_id'],
  required: ['name', 'state', 'provider', 'workspace_id', 'project_id'],
  unique: { service_accounts_name: 'name' },
  keyword: ['service_account_id', 'name'],
  sort: [{ key: 'name' }],
  minimal: [
    'service_account_id',
    'name',
    'state',
    'provider',
    'is_managed',
    'trusted_account_id',
    'project_id',
    'workspace_id',
  ],
  aliases: { user_projects: 'project_id' },
});
