import { defineResource } from '@hawser/core/connector/postgres';
import { WorkspaceGroupInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/workspace_group_pb.js';

const common = {
  message: WorkspaceGroupInfoSchema,
  id: 'workspace_group_id',
  prefix: 'wg',
  tenancy: ['domain_id'],
  required: ['name'],
  unique: { workspace_groups_name: 'name' },
  updatedAt: 'updated_at',
  keyword: ['workspace_group_id', 'name'],
  sort: [{ key: 'name' }],
} as const;

/** Groups of workspaces, to be written. */
export const workspaceGroups = defineResource({
  ...common,
  table: 'workspace_groups',
  without: ['workspace_count', 'users'],
});

/** Groups of workspaces with who is in them, to be read: a view. */
export const workspaceGroupDetails = defineResource({
  ...common,
  table: 'workspace_group_details',
  columns: { workspace_count: { type: 'int', notNull: true } },
  minimal: ['workspace_group_id', 'name', 'workspace_count'],
});
