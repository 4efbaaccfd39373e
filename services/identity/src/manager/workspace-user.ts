import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { WorkspaceUserInfo } from '@hawser/proto/spaceone/api/identity/v2/workspace_user_pb.js';
import { workspaceOutsiders, workspaceUsers } from '../model/workspace-user.ts';
import { RoleBindingManager } from './role-binding.ts';
import { type NewUser, UserManager } from './user.ts';
import { WorkspaceManager } from './workspace.ts';

/** The users of one workspace, and those of its domain who could become some. */
export class WorkspaceUserManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #people = this.manager(UserManager);
  readonly #bindings = this.manager(RoleBindingManager);
  readonly #workspaces = this.manager(WorkspaceManager);
  readonly #users = new ResourceStore(this.#postgres, workspaceUsers);
  readonly #outsiders = new ResourceStore(this.#postgres, workspaceOutsiders);

  /** Who has a role in the workspace. @throws REQUIRED_PARAMETER without one */
  in(workspaceId: string) {
    return this.#users.in(this.#scopeOf(workspaceId));
  }

  /** Who of the domain has none. @throws REQUIRED_PARAMETER without a workspace, or NOT_FOUND */
  async outside(workspaceId: string) {
    const scope = this.#scopeOf(workspaceId);
    await this.#workspaces.workspaces.get(workspaceId);
    return this.#outsiders.in(scope);
  }

  /**
   * Gives somebody a role in the workspace. Who is in the domain already stays as they are: name, password and the rest
   * count for a new user alone. To be called in a database transaction.
   *
   * @throws NOT_UNIQUE for who has a role there, and what creating users and role bindings throws
   */
  async create(workspaceId: string, user: NewUser, roleId: string): Promise<WorkspaceUserInfo> {
    const { userId } = user;
    const { domainId } = this.#scopeOf(workspaceId);
    if (!domainId) throw errors.permissionDenied();
    if (!(await this.#people.users.exists({ userId }))) await this.#people.create(user);
    await this.#bindings.create(domainId, { userId, roleId, workspaceId });
    return this.in(workspaceId).get(userId);
  }

  #scopeOf(workspaceId: string) {
    if (!workspaceId) throw errors.required('workspace_id');
    return { domainId: this.transaction.scope.domainId, workspaceId };
  }
}
