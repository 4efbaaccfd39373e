import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { RoleBindingInfo } from '@hawser/proto/spaceone/api/identity/v2/role_binding_pb.js';
import { RoleBindingInfo_ResourceGroup } from '@hawser/proto/spaceone/api/identity/v2/role_binding_pb.js';
import { RoleInfo_State, RoleType } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import { roles } from '../model/role.ts';
import { roleBindings } from '../model/role-binding.ts';
import { users } from '../model/user.ts';
import { workspaces } from '../model/workspace.ts';
import { LastHolder } from './last-holder.ts';

const workspaceRoles: readonly RoleType[] = [RoleType.WORKSPACE_OWNER, RoleType.WORKSPACE_MEMBER];

/** Who is to hold which role. */
export interface NewBinding {
  userId: string;
  roleId: string;
  /** `*` for the whole domain. */
  workspaceId: string;
  workspaceGroupId?: string | undefined;
}

/**
 * Who holds which role: a domain administrator's role in the whole domain, or one owner's or member's role in a workspace.
 * One binding a user and workspace. A domain keeps its last enabled administrator, a workspace its last enabled owner.
 */
export class RoleBindingManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #last = this.manager(LastHolder);
  readonly bindings = new ResourceStore(this.#postgres, roleBindings);
  readonly #users = new ResourceStore(this.#postgres, users);
  readonly #roles = new ResourceStore(this.#postgres, roles);
  readonly #workspaces = new ResourceStore(this.#postgres, workspaces);

  create(
    domainId: string,
    { userId, roleId, workspaceId, workspaceGroupId }: NewBinding,
  ): Promise<RoleBindingInfo> {
    return this.#postgres.transaction(async () => {
      const isWide = workspaceId === '*';
      const user = await this.#users.in({ domainId }).get(userId);
      if (!isWide) await this.#workspaces.get(workspaceId);
      const role = await this.#usableRole(domainId, roleId);
      checkType(role.roleType, isWide ? [RoleType.DOMAIN_ADMIN] : workspaceRoles);
      const binding = { userId, roleId, workspaceId, workspaceGroupId, roleType: RoleType[role.roleType] };
      const resourceGroup = isWide ? 'DOMAIN' : 'WORKSPACE';
      const made = await this.bindings.create({ ...binding, resourceGroup });
      if (isWide)
        await this.#users.in({ domainId }).update(user.userId, { roleType: 'DOMAIN_ADMIN', roleId });
      else await this.#count(domainId, workspaceId);
      return made;
    });
  }

  /** Makes a user of a domain its administrator. */
  async bindAdmin(domainId: string, userId: string): Promise<void> {
    const role = { roleId: 'managed-domain-admin', roleType: 'DOMAIN_ADMIN' };
    const bound = { userId, workspaceId: '*', resourceGroup: 'DOMAIN' };
    await this.bindings.in({ domainId }).create({ ...role, ...bound });
    await this.#users.in({ domainId }).update(userId, role);
  }

  /** Replaces the role of a binding: owner and member by each other, an administrator's by another administrator's. */
  updateRole(binding: RoleBindingInfo, roleId: string): Promise<RoleBindingInfo> {
    const { domainId, roleBindingId, userId } = binding;
    return this.#postgres.transaction(async () => {
      const role = await this.#usableRole(domainId, roleId);
      const isWide = binding.resourceGroup === RoleBindingInfo_ResourceGroup.DOMAIN;
      checkType(role.roleType, isWide ? [RoleType.DOMAIN_ADMIN] : workspaceRoles);
      if (role.roleType === RoleType.WORKSPACE_MEMBER) await this.#last.checkOwner(binding);
      if (isWide) await this.#users.in({ domainId }).update(userId, { roleId });
      return this.bindings.update(roleBindingId, { roleId, roleType: RoleType[role.roleType] });
    });
  }

  delete(binding: RoleBindingInfo): Promise<void> {
    const { domainId, workspaceId, roleBindingId, userId } = binding;
    return this.#postgres.transaction(async () => {
      const isWide = binding.resourceGroup === RoleBindingInfo_ResourceGroup.DOMAIN;
      if (isWide) await this.#last.checkAdmin(binding);
      else await this.#last.checkOwner(binding);
      await this.bindings.delete(roleBindingId);
      if (isWide) await this.#users.in({ domainId }).update(userId, { roleType: 'USER', roleId: null });
      else {
        await this.#leaveGroups(binding);
        await this.#count(domainId, workspaceId);
      }
    });
  }

  /** User groups are of a workspace's users alone. */
  async #leaveGroups({ domainId, workspaceId, userId }: RoleBindingInfo): Promise<void> {
    await this.#postgres.query(
      `update user_groups set users = array_remove(users, $3)
       where domain_id = $1 and workspace_id = $2 and users && array[$3]`,
      [domainId, workspaceId, userId],
    );
  }

  /** A role that may be held in a workspace. @throws NOT_FOUND, or INVALID_PARAMETER for one of the domain or disabled */
  async workspaceRole(domainId: string, roleId: string) {
    const role = await this.#usableRole(domainId, roleId);
    checkType(role.roleType, workspaceRoles);
    return role;
  }

  async #usableRole(domainId: string, roleId: string) {
    const role = await this.#roles.in({ domainId }).get(roleId);
    if (role.state !== RoleInfo_State.ENABLED) throw errors.invalid('role_id', 'the role is disabled');
    return role;
  }

  async #count(domainId: string, workspaceId: string): Promise<void> {
    const userCount = await this.bindings.in({ domainId }).count({ workspaceId });
    await this.#workspaces.in({ domainId }).update(workspaceId, { userCount });
  }
}

function checkType(type: RoleType, allowed: readonly RoleType[]): void {
  if (allowed.includes(type)) return;
  const names = allowed.map(one => RoleType[one]).join(' or ');
  throw errors.invalid('role_id', `the role's type is ${RoleType[type]}, which isn't ${names}`);
}
