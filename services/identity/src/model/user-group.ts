import { defineResource } from '@hawser/core/connector/postgres';
import { UserGroupInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/user_group_pb.js';

/** Named sets of a workspace's users. */
export const userGroups = defineResource({
  message: UserGroupInfoSchema,
  table: 'user_groups',
  id: 'user_group_id',
  prefix: 'ug',
  tenancy: ['domain_id', 'workspace_id'],
  required: ['name', 'workspace_id'],
  unique: { user_groups_name: 'name' },
  keyword: ['user_group_id', 'name'],
  sort: [{ key: 'name' }],
  minimal: ['user_group_id', 'name', 'workspace_id', 'domain_id'],
  aliases: { user_id: 'users' },
});
