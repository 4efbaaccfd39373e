import { Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  type CreateWorkspaceGroupRequest,
  CreateWorkspaceGroupRequestSchema,
  type UpdateWorkspaceGroupRequest,
  UpdateWorkspaceGroupRequestSchema,
  type UsersWorkspaceGroupRequest,
  WorkspaceGroup,
  type WorkspaceGroupRequest,
  type WorkspaceGroupSearchQuery,
  WorkspaceGroupSearchQuerySchema,
  type WorkspaceGroupStatQuery,
  type WorkspaceGroupUpdateRoleRequest,
} from '@hawser/proto/spaceone/api/identity/v2/workspace_group_pb.js';
import { checkGroupUsers, WorkspaceGroupManager } from '../manager/workspace-group.ts';

export class WorkspaceGroupService extends Service(WorkspaceGroup) {
  readonly #manager = this.manager(WorkspaceGroupManager);
  readonly #details = this.#manager.details;

  create(request: CreateWorkspaceGroupRequest) {
    const createdBy = this.transaction.identity?.audience;
    const values = { ...given(CreateWorkspaceGroupRequestSchema, request), createdBy };
    return this.#details.createOnce(CreateWorkspaceGroupRequestSchema, request, async () => {
      const { workspaceGroupId } = await this.#manager.groups.create(values);
      return this.#details.get(workspaceGroupId);
    });
  }

  async update(request: UpdateWorkspaceGroupRequest) {
    const { workspaceGroupId } = request;
    const updatedBy = this.transaction.identity?.audience;
    const own = given(UpdateWorkspaceGroupRequestSchema, request, 'workspaceGroupId');
    await this.#manager.groups.update(workspaceGroupId, { ...own, updatedBy });
    return this.#details.get(workspaceGroupId);
  }

  async delete({ workspaceGroupId }: WorkspaceGroupRequest) {
    await this.#manager.delete(workspaceGroupId);
    return {};
  }

  async add_users({ workspaceGroupId, users }: UsersWorkspaceGroupRequest) {
    checkGroupUsers(users);
    return this.#manager.addUsers(workspaceGroupId, users);
  }

  remove_users({ workspaceGroupId, users }: UsersWorkspaceGroupRequest) {
    return this.#manager.removeUsers(
      workspaceGroupId,
      users.map(({ userId }) => userId),
    );
  }

  update_role({ workspaceGroupId, userId, roleId }: WorkspaceGroupUpdateRoleRequest) {
    return this.#manager.updateRole(workspaceGroupId, { userId, roleId });
  }

  get({ workspaceGroupId }: WorkspaceGroupRequest) {
    return this.#details.get(workspaceGroupId);
  }

  list(request: WorkspaceGroupSearchQuery) {
    return this.#details.list(request.query, conditions(WorkspaceGroupSearchQuerySchema, request));
  }

  stat({ query }: WorkspaceGroupStatQuery) {
    return this.#details.stat(query);
  }
}
