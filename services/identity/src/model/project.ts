import { defineResource } from '@hawser/core/connector/postgres';
import { ProjectInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';

/** Projects of a workspace. */
export const projects = defineResource({
  message: ProjectInfoSchema,
  table: 'projects',
  id: 'project_id',
  prefix: 'project',
  tenancy: ['domain_id', 'workspace_id', 'project_id'],
  required: ['name', 'project_type', 'workspace_id'],
  keyword: ['project_id', 'name'],
  sort: [{ key: 'name' }],
  minimal: ['project_id', 'name', 'project_type', 'project_group_id', 'workspace_id'],
  aliases: { user_id: 'users', user_projects: 'project_id' },
});
