import { create } from '@bufbuild/protobuf';
import { Service } from '@hawser/core';
import { conditions } from '@hawser/core/connector/postgres';
import { QuerySchema } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import {
  WorkspaceGroupUser,
  type WorkspaceGroupUserFindRequest,
  WorkspaceGroupUserFindRequestSchema,
  type WorkspaceGroupUserRequest,
  type WorkspaceGroupUserSearchQuery,
  WorkspaceGroupUserSearchQuerySchema,
  type WorkspaceGroupUserStatQuery,
  WorkspaceGroupUserStatQuerySchema,
  type WorkspaceGroupUsersRequest,
  type WorkspaceGroupUserUpdateRoleRequest,
} from '@hawser/proto/spaceone/api/identity/v2/workspace_group_user_pb.js';
import { checkGroupUsers, WorkspaceGroupManager } from '../manager/workspace-group.ts';
import { WorkspaceGroupUserManager } from '../manager/workspace-group-user.ts';

export class WorkspaceGroupUserService extends Service(WorkspaceGroupUser) {
  readonly #groups = this.manager(WorkspaceGroupManager);
  readonly #manager = this.manager(WorkspaceGroupUserManager);

  add({ workspaceGroupId, users }: WorkspaceGroupUsersRequest) {
    checkGroupUsers(users);
    return this.#manager.asOwner(workspaceGroupId, 'users', [], () =>
      this.#groups.addUsers(workspaceGroupId, users),
    );
  }

  remove({ workspaceGroupId, users }: WorkspaceGroupUsersRequest) {
    const ids = users.map(({ userId }) => userId);
    return this.#manager.asOwner(workspaceGroupId, 'users', ids, () =>
      this.#groups.removeUsers(workspaceGroupId, ids),
    );
  }

  update_role(request: WorkspaceGroupUserUpdateRoleRequest) {
    const { workspaceGroupId, targetUserId: userId, roleId } = request;
    return this.#manager.asOwner(workspaceGroupId, 'target_user_id', [userId], () =>
      this.#groups.updateRole(workspaceGroupId, { userId, roleId }, 'target_user_id'),
    );
  }

  async find(request: WorkspaceGroupUserFindRequest) {
    const { workspaceGroupId, keyword, page } = request;
    await this.#manager.mine().get(workspaceGroupId);
    const own = conditions(WorkspaceGroupUserFindRequestSchema, request, 'keyword', 'page');
    return this.#manager.outsiders.list(create(QuerySchema, { keyword, page }), own);
  }

  get({ workspaceGroupId }: WorkspaceGroupUserRequest) {
    return this.#manager.mine().get(workspaceGroupId);
  }

  list(request: WorkspaceGroupUserSearchQuery) {
    return this.#manager.mine().list(request.query, conditions(WorkspaceGroupUserSearchQuerySchema, request));
  }

  stat(request: WorkspaceGroupUserStatQuery) {
    return this.#manager.mine().stat(request.query, conditions(WorkspaceGroupUserStatQuerySchema, request));
  }
}
