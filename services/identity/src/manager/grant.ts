import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { Claims } from '@hawser/core/token';
import { RoleInfo_State, RoleType } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import {
  GrantTokenInfo_RoleType,
  GrantTokenRequest_Scope,
} from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';
import {
  type UserInfo,
  UserInfo_RoleType,
  UserInfo_State,
  UserRequiredAction,
} from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { WorkspaceInfo_State } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { roles } from '../model/role.ts';
import { roleBindings } from '../model/role-binding.ts';
import { users } from '../model/user.ts';
import { workspaces } from '../model/workspace.ts';
import { ProjectTree } from './project-tree.ts';
import { rootDomainId } from './system-key.ts';
import type { Grant } from './token.ts';

/** What a user may be granted: the access token's content, and the role as the answer tells it. */
export interface Granted extends Grant {
  roleType: GrantTokenInfo_RoleType;
  roleId: string;
}

/** Which role a user has in a scope. */
export class GrantManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #projects = this.manager(ProjectTree);
  readonly #users = new ResourceStore(this.#postgres, users);
  readonly #roles = new ResourceStore(this.#postgres, roles);
  readonly #bindings = new ResourceStore(this.#postgres, roleBindings);
  readonly #workspaces = new ResourceStore(this.#postgres, workspaces);

  /**
   * @param workspaceId for the scope WORKSPACE
   * @throws PERMISSION_DENIED when the user has no role in the scope
   */
  async grant(
    { did: domainId, aud: userId }: Claims,
    scope: GrantTokenRequest_Scope,
    workspaceId: string,
  ): Promise<Granted> {
    const isRoot = domainId === rootDomainId;
    if (isRoot !== (scope === GrantTokenRequest_Scope.SYSTEM)) throw errors.permissionDenied();
    const user = await this.usableUser(domainId, userId);
    if (user.requiredActions.includes(UserRequiredAction.UPDATE_PASSWORD))
      throw errors.invalid('token', `${userId} has to set a new password first`);
    const isAdmin = user.roleType === UserInfo_RoleType.DOMAIN_ADMIN;
    switch (scope) {
      case GrantTokenRequest_Scope.SYSTEM:
        return this.#asAdmin(user, isAdmin, 'SYSTEM_ADMIN');
      case GrantTokenRequest_Scope.DOMAIN:
        return this.#asAdmin(user, isAdmin, 'DOMAIN_ADMIN');
      case GrantTokenRequest_Scope.WORKSPACE:
        await this.checkWorkspace(domainId, workspaceId);
        return isAdmin
          ? { ...(await this.#asAdmin(user, true, 'WORKSPACE_OWNER')), workspaceId }
          : this.#inWorkspace(user, workspaceId);
      case GrantTokenRequest_Scope.USER:
        if (isAdmin) return this.#asAdmin(user, true, 'USER');
        return { role: 'USER', roleType: GrantTokenInfo_RoleType.USER, roleId: '' };
      default:
        throw errors.invalid('scope', 'it is none that a token can be granted for');
    }
  }

  /** @throws AUTHENTICATE_FAILURE for a user who may not log in any more */
  async usableUser(domainId: string, userId: string): Promise<UserInfo> {
    const user = await this.#users.in({ domainId }).find({ userId });
    if (!user || user.state === UserInfo_State.DISABLED)
      throw errors.unauthenticated(`${userId} is disabled`);
    return user;
  }

  /** @throws PERMISSION_DENIED unless the workspace is there and enabled */
  async checkWorkspace(domainId: string, workspaceId: string): Promise<void> {
    if (!workspaceId) throw errors.required('workspace_id');
    const workspace = await this.#workspaces.in({ domainId }).find({ workspaceId });
    if (workspace?.state !== WorkspaceInfo_State.ENABLED) throw errors.permissionDenied();
  }

  async #asAdmin({ domainId, userId }: UserInfo, isAdmin: boolean, role: string): Promise<Granted> {
    const binding =
      isAdmin && (await this.#bindings.in({ domainId }).find({ userId, roleType: 'DOMAIN_ADMIN' }));
    if (!binding) throw errors.permissionDenied();
    const { roleId } = binding;
    const permissions = await this.#permissions(domainId, roleId);
    return { role, permissions, roleId, roleType: GrantTokenInfo_RoleType.DOMAIN_ADMIN };
  }

  async #inWorkspace({ domainId, userId }: UserInfo, workspaceId: string): Promise<Granted> {
    const binding = await this.#bindings.in({ domainId }).find({ userId, workspaceId });
    if (!binding) throw errors.permissionDenied();
    const { roleId } = binding;
    const role = RoleType[binding.roleType] as 'WORKSPACE_OWNER' | 'WORKSPACE_MEMBER';
    const permissions = await this.#permissions(domainId, roleId);
    const projects =
      role === 'WORKSPACE_MEMBER' ? await this.#projects.of(domainId, workspaceId, userId) : undefined;
    return { role, workspaceId, permissions, projects, roleId, roleType: GrantTokenInfo_RoleType[role] };
  }

  async #permissions(domainId: string, roleId: string): Promise<string[]> {
    const role = await this.#roles.in({ domainId }).find({ roleId });
    if (role?.state !== RoleInfo_State.ENABLED) throw errors.permissionDenied();
    return role.permissions;
  }
}
