import { create } from '@bufbuild/protobuf';
import { errors, Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import { QuerySchema } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import { AuthType } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import {
  type CreateWorkspaceUserRequest,
  CreateWorkspaceUserRequestSchema,
  WorkspaceUser,
  type WorkspaceUserFindRequest,
  WorkspaceUserFindRequestSchema,
  type WorkspaceUserRequest,
  type WorkspaceUserSearchQuery,
  WorkspaceUserSearchQuerySchema,
  type WorkspaceUserStatQuery,
} from '@hawser/proto/spaceone/api/identity/v2/workspace_user_pb.js';
import { WorkspaceUserManager } from '../manager/workspace-user.ts';

export class WorkspaceUserService extends Service(WorkspaceUser) {
  readonly #manager = this.manager(WorkspaceUserManager);

  /** As SpaceONE: a workspace's owner may create users of the domain, if they get a role in the workspace at once. */
  create(request: CreateWorkspaceUserRequest) {
    const { userId, password, roleId, resetPassword } = request;
    if (resetPassword) throw errors.notImplemented('mailing a password');
    const workspaceId = this.transaction.scope.workspaceId ?? '';
    const own = given(
      CreateWorkspaceUserRequestSchema,
      request,
      'authType',
      'password',
      'resetPassword',
      'roleId',
    );
    const authType = request.authType === AuthType.EXTERNAL ? 'EXTERNAL' : 'LOCAL';
    const user = { ...own, name: own.name?.trim(), userId, authType, password } as const;
    return this.#manager
      .in(workspaceId)
      .createOnce(CreateWorkspaceUserRequestSchema, request, () =>
        this.#manager.create(workspaceId, user, roleId),
      );
  }

  get({ userId, workspaceId }: WorkspaceUserRequest) {
    return this.#manager.in(workspaceId).get(userId);
  }

  async find(request: WorkspaceUserFindRequest) {
    const { workspaceId, keyword, page } = request;
    const outsiders = await this.#manager.outside(workspaceId);
    const own = conditions(WorkspaceUserFindRequestSchema, request, 'workspaceId', 'keyword', 'page');
    return outsiders.list(create(QuerySchema, { keyword, page }), own);
  }

  /** `role_type` is that of the role in the workspace, as with SpaceONE: the users' own is USER for nearly all. */
  list(request: WorkspaceUserSearchQuery) {
    const { query, roleType, workspaceId } = request;
    const own = conditions(WorkspaceUserSearchQuerySchema, request, 'workspaceId', 'roleType');
    if (roleType) own.push({ key: 'role_binding_info.role_type', value: roleType, operator: 'eq' });
    return this.#manager.in(workspaceId).list(query, own);
  }

  stat({ query, workspaceId }: WorkspaceUserStatQuery) {
    return this.#manager.in(workspaceId).stat(query);
  }
}
