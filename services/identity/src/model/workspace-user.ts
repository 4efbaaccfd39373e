import { defineResource } from '@hawser/core/connector/postgres';
import {
  UserSummaryInfoSchema,
  WorkspaceUserInfoSchema,
} from '@hawser/proto/spaceone/api/identity/v2/workspace_user_pb.js';

/** Users with their role in a workspace: a view. Users have no API keys of their own, so that nothing counts them. */
export const workspaceUsers = defineResource({
  message: WorkspaceUserInfoSchema,
  table: 'workspace_users',
  id: 'user_id',
  tenancy: ['domain_id', 'workspace_id'],
  without: ['api_key_count'],
  columns: { workspace_id: { type: 'text', notNull: true, private: true } },
  required: ['state', 'auth_type', 'role_type', 'language', 'timezone'],
  keyword: ['user_id', 'name', 'email'],
  sort: [{ key: 'name' }, { key: 'user_id' }],
  minimal: ['user_id', 'name', 'state', 'auth_type', 'role_type'],
});

/** Users of the domain without a role in a workspace: a view. It shows just what finding somebody takes. */
export const workspaceOutsiders = defineResource({
  message: UserSummaryInfoSchema,
  table: 'workspace_outsiders',
  id: 'user_id',
  tenancy: ['domain_id', 'workspace_id'],
  columns: {
    domain_id: { type: 'text', notNull: true, private: true },
    workspace_id: { type: 'text', notNull: true, private: true },
  },
  required: ['state', 'auth_type'],
  keyword: ['user_id', 'name'],
});
