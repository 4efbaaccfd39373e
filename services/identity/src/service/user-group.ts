import { errors, Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  type CreateUserGroupRequest,
  CreateUserGroupRequestSchema,
  type UpdateUserGroupRequest,
  UpdateUserGroupRequestSchema,
  UserGroup,
  type UserGroupRequest,
  type UserGroupSearchQuery,
  UserGroupSearchQuerySchema,
  type UserGroupStatQuery,
  type UsersUserGroupRequest,
} from '@hawser/proto/spaceone/api/identity/v2/user_group_pb.js';
import { UserGroupManager } from '../manager/user-group.ts';

export class UserGroupService extends Service(UserGroup) {
  readonly #manager = this.manager(UserGroupManager);
  readonly #groups = this.#manager.groups;

  async create(request: CreateUserGroupRequest) {
    if (!this.transaction.scope.workspaceId) throw errors.required('workspace_id');
    const values = given(CreateUserGroupRequestSchema, request);
    return this.#groups.createOnce(CreateUserGroupRequestSchema, request, () => this.#groups.create(values));
  }

  update(request: UpdateUserGroupRequest) {
    return this.#groups.update(
      request.userGroupId,
      given(UpdateUserGroupRequestSchema, request, 'userGroupId'),
    );
  }

  async delete({ userGroupId }: UserGroupRequest) {
    await this.#groups.delete(userGroupId);
    return {};
  }

  add_users({ userGroupId, users }: UsersUserGroupRequest) {
    return this.#manager.addUsers(userGroupId, users);
  }

  remove_users({ userGroupId, users }: UsersUserGroupRequest) {
    return this.#manager.removeUsers(userGroupId, users);
  }

  get({ userGroupId }: UserGroupRequest) {
    return this.#groups.get(userGroupId);
  }

  list(request: UserGroupSearchQuery) {
    return this.#groups.list(request.query, conditions(UserGroupSearchQuerySchema, request));
  }

  stat({ query }: UserGroupStatQuery) {
    return this.#groups.stat(query);
  }
}
