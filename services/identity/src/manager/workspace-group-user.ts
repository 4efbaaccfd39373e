import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import { compilePermissions } from '@hawser/core/handler';
import { RoleInfo_State, RoleType } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import { roles } from '../model/role.ts';
import { workspaceGroupMemberships, workspaceGroupOutsiders } from '../model/workspace-group-user.ts';
import { lockDomain } from './user.ts';

/** The permission of those methods that change who is in a group. */
const write = 'identity:WorkspaceGroupUser.write';

/** What the users of workspace groups may see and do there. */
export class WorkspaceGroupUserManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #roles = new ResourceStore(this.#postgres, roles);
  readonly #memberships = new ResourceStore(this.#postgres, workspaceGroupMemberships);
  readonly outsiders = new ResourceStore(this.#postgres, workspaceGroupOutsiders);

  /** The caller's groups. @throws PERMISSION_DENIED for services: they are in none, whatever domain they call for */
  mine() {
    this.#caller();
    return this.#memberships;
  }

  /**
   * Changes who is in a group if the caller may: as its owner, by a role that allows it. The token doesn't tell, since it
   * is for no workspace. Nobody changes their own role. Who loses the role meanwhile either comes first or changes nothing.
   *
   * @param key the request's name of the users that are concerned, for errors
   * @throws NOT_FOUND for a group that the caller isn't in, PERMISSION_DENIED, or INVALID_PARAMETER
   */
  asOwner<T>(groupId: string, key: string, userIds: readonly string[], change: () => Promise<T>): Promise<T> {
    const { domainId, userId } = this.#caller();
    return this.#postgres.transaction(async () => {
      await lockDomain(this.#postgres, domainId);
      await this.#checkOwner(groupId, key, userIds, { domainId, userId });
      return change();
    });
  }

  async #checkOwner(
    groupId: string,
    key: string,
    userIds: readonly string[],
    { domainId, userId }: { domainId: string; userId: string },
  ): Promise<void> {
    const { users } = await this.#memberships.get(groupId);
    const { roleId = '' } = users.find(user => user.userId === userId) ?? {};
    const { roleType, state, permissions } = await this.#roles.in({ domainId }).get(roleId);
    const allows = permissions.length === 0 || compilePermissions(permissions)(write);
    if (roleType !== RoleType.WORKSPACE_OWNER || state !== RoleInfo_State.ENABLED || !allows)
      throw errors.permissionDenied();
    if (userIds.includes(userId))
      throw errors.invalid(key, "one's own role can't be changed or taken away by oneself");
  }

  #caller(): { domainId: string; userId: string } {
    const { identity } = this.transaction;
    if (identity?.owner !== 'USER') throw errors.permissionDenied();
    return { domainId: identity.domainId, userId: identity.audience };
  }
}
