import { defineResource } from '@hawser/core/connector/postgres';
import { TrustedAccountInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/trusted_account_pb.js';

/** Accounts that others borrow their access from. Those of the whole domain have the workspace `*`, and all may use them. */
export const trustedAccounts = defineResource({
  message: TrustedAccountInfoSchema,
  table: 'trusted_accounts',
  id: 'trusted_account_id',
  prefix: 'ta',
  tenancy: ['domain_id', 'workspace_id'],
  shared: ['workspace_id'],
  required: ['name', 'provider', 'resource_group', 'workspace_id'],
  unique: { trusted_accounts_name: 'name' },
  keyword: ['trusted_account_id', 'name'],
  sort: [{ key: 'name' }],
  minimal: [
    'trusted_account_id',
    'name',
    'provider',
    'sync_options',
    'secret_schema_id',
    'trusted_secret_id',
    'resource_group',
    'workspace_id',
  ],
});
