import { defineResource } from '@hawser/core/connector/postgres';
import { RoleBindingInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/role_binding_pb.js';

/** Who holds which role. A binding to the whole domain has the workspace `*` and isn't shown to workspaces. */
export const roleBindings = defineResource({
  message: RoleBindingInfoSchema,
  table: 'role_bindings',
  id: 'role_binding_id',
  prefix: 'rb',
  tenancy: ['domain_id', 'workspace_id'],
  required: ['role_type', 'resource_group', 'workspace_id', 'role_id', 'user_id'],
  unique: { role_bindings_user: 'user_id' },
  keyword: ['role_binding_id', 'user_id', 'role_id'],
  minimal: ['role_binding_id', 'role_type', 'user_id', 'role_id', 'workspace_id'],
});
