import { defineResource } from '@hawser/core/connector/postgres';
import { WorkspaceGroupInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/workspace_group_pb.js';
import { WorkspaceGroupUserSummaryInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/workspace_group_user_pb.js';

/** The workspace groups of the calling user: a view. */
export const workspaceGroupMemberships = defineResource({
  message: WorkspaceGroupInfoSchema,
  table: 'workspace_group_memberships',
  id: 'workspace_group_id',
  tenancy: ['domain_id', 'user_id'],
  columns: {
    workspace_count: { type: 'int', notNull: true },
    user_id: { type: 'text', notNull: true, private: true },
  },
  required: ['name'],
  keyword: ['workspace_group_id', 'name'],
  sort: [{ key: 'name' }],
  minimal: ['workspace_group_id', 'name', 'workspace_count'],
});

/** Users of the domain who aren't in a workspace group: a view. It shows just what finding somebody takes. */
export const workspaceGroupOutsiders = defineResource({
  message: WorkspaceGroupUserSummaryInfoSchema,
  table: 'workspace_group_outsiders',
  id: 'user_id',
  tenancy: ['domain_id'],
  columns: {
    domain_id: { type: 'text', notNull: true, private: true },
    workspace_group_id: { type: 'text', notNull: true },
  },
  required: ['state'],
  keyword: ['user_id', 'name'],
});
