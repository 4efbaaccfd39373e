import { defineResource } from '@hawser/core/connector/postgres';
import { ProjectGroupInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/project_group_pb.js';

/** Groups of a workspace's projects: a tree. */
export const projectGroups = defineResource({
  message: ProjectGroupInfoSchema,
  table: 'project_groups',
  id: 'project_group_id',
  prefix: 'pg',
  tenancy: ['domain_id', 'workspace_id'],
  required: ['name', 'workspace_id'],
  keyword: ['project_group_id', 'name'],
  sort: [{ key: 'name' }],
  minimal: ['project_group_id', 'name', 'parent_group_id', 'workspace_id'],
  aliases: { user_id: 'users' },
});
