import { RoleBinding } from '@hawser/proto/spaceone/api/identity/v2/role_binding_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import type { TestPlatform } from './platform.ts';

/** What tests of workspace groups ask and do as an administrator of a domain, whose first workspace is `one`. */
export function groupTools({ as }: TestPlatform, admin: string, one: string) {
  return {
    /** A user's roles as `workspace: role: group`; any workspace but the first is 2. */
    rolesOf: async (userId: string) =>
      (await as(RoleBinding, admin).list({ userId })).results
        .map(
          binding => `${binding.workspaceId === one ? 1 : 2}: ${binding.roleId}: ${binding.workspaceGroupId}`,
        )
        .toSorted(),
    /** Into a group, or out of its own. */
    move: (workspaceId: string, workspaceGroupId = '') =>
      as(Workspace, admin).change_workspace_group({ workspaceId, workspaceGroupId }),
  };
}
