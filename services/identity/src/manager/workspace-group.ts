import type { MessageInitShape } from '@bufbuild/protobuf';
import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import { UserInfo_State } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import type { MyWorkspaceGroupInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/user_profile_pb.js';
import type { WorkspaceGroupInfo } from '@hawser/proto/spaceone/api/identity/v2/workspace_group_pb.js';
import type { WorkspaceInfo } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { workspaceGroupDetails, workspaceGroups } from '../model/workspace-group.ts';
import { GroupBindings } from './group-bindings.ts';
import { RoleBindingManager } from './role-binding.ts';
import { lockDomain, UserManager } from './user.ts';
import { WorkspaceManager } from './workspace.ts';

/** Who joins a group, with which role. */
export interface GroupUser {
  userId: string;
  roleId: string;
}

/** Groups of workspaces. Changes of a domain's groups wait for one another, so that bindings and groups agree. */
export class WorkspaceGroupManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #bindings = this.manager(RoleBindingManager);
  readonly #follow = this.manager(GroupBindings);
  readonly #people = this.manager(UserManager);
  readonly #workspaces = this.manager(WorkspaceManager);
  readonly groups = new ResourceStore(this.#postgres, workspaceGroups);
  readonly details = new ResourceStore(this.#postgres, workspaceGroupDetails);

  /** The groups that somebody is in, each with one of the role bindings that the user has by it. */
  async of(domainId: string, userId: string): Promise<MessageInitShape<typeof MyWorkspaceGroupInfoSchema>[]> {
    const rows = await this.#postgres.query(
      'select workspace_group_id as id from workspace_group_users where domain_id = $1 and user_id = $2',
      [domainId, userId],
    );
    const workspaceGroupId = rows.map(({ id }) => id as string);
    const groups = await this.details.in({ domainId }).all({ workspaceGroupId });
    const bindings = await this.#bindings.bindings.in({ domainId }).all({ userId, workspaceGroupId });
    return groups.map(({ workspaceCount: _, ...group }) => ({
      ...group,
      $typeName: undefined,
      roleBindingInfo: bindings.find(one => one.workspaceGroupId === group.workspaceGroupId),
    }));
  }

  /** Deletes a group. Its workspaces stay; the roles that its users had in them by the group go. */
  delete(groupId: string): Promise<void> {
    return this.#postgres.transaction(async () => {
      const { domainId } = await this.#locked(groupId);
      const workspaceIds = await this.#workspacesOf(domainId, groupId);
      await this.#workspaces.workspaces.updateAll({ workspaceGroupId: groupId }, { workspaceGroupId: null });
      await this.groups.delete(groupId);
      await this.#follow.follow(domainId, workspaceIds);
    });
  }

  /**
   * Adds users, whose roles in the group's workspaces become those given.
   *
   * @throws NOT_FOUND naming those that the domain doesn't have, INVALID_PARAMETER for who is in the group already
   */
  addUsers(groupId: string, added: readonly GroupUser[]): Promise<WorkspaceGroupInfo> {
    return this.#change(groupId, async ({ domainId, users }) => {
      const ids = added.map(({ userId }) => userId);
      const twice = ids.find((id, i) => ids.indexOf(id) !== i || users.some(({ userId }) => userId === id));
      if (twice !== undefined) throw errors.invalid('users', `${twice} would be in the group twice`);
      const known = new Set((await this.#people.users.all({ userId: ids })).map(({ userId }) => userId));
      const unknown = ids.filter(id => !known.has(id));
      if (unknown.length > 0) throw errors.notFound('users', unknown.join(', '));
      const roleIds = added.map(({ roleId }) => roleId);
      for (const roleId of new Set(roleIds)) await this.#bindings.workspaceRole(domainId, roleId);
      await this.#postgres.query(
        `insert into workspace_group_users (workspace_group_id, domain_id, user_id, role_id)
         select $1, $2, u.user_id, u.role_id from unnest($3::text[], $4::text[]) as u(user_id, role_id)`,
        [groupId, domainId, ids, roleIds],
      );
    });
  }

  /** Removes users, who lose the roles that they had by the group. @throws NOT_FOUND naming those that aren't in it */
  removeUsers(groupId: string, removed: readonly string[]): Promise<WorkspaceGroupInfo> {
    return this.#change(groupId, async ({ users }) => {
      const strangers = removed.filter(id => !users.some(({ userId }) => userId === id));
      if (strangers.length > 0) throw errors.notFound('users', strangers.join(', '));
      await this.#postgres.query(
        'delete from workspace_group_users where workspace_group_id = $1 and user_id = any($2)',
        [groupId, removed],
      );
    });
  }

  /**
   * Gives a user of the group another role.
   *
   * @param key the request's name of the user, for errors
   * @throws NOT_FOUND, or INVALID_PARAMETER for a user who is disabled
   */
  updateRole(groupId: string, { userId, roleId }: GroupUser, key = 'user_id'): Promise<WorkspaceGroupInfo> {
    return this.#change(groupId, async ({ domainId, users }) => {
      if (!users.some(user => user.userId === userId)) throw errors.notFound(key, userId);
      const { state } = await this.#people.users.get(userId);
      if (state === UserInfo_State.DISABLED) throw errors.invalid(key, `${userId} is disabled`);
      await this.#bindings.workspaceRole(domainId, roleId);
      await this.#postgres.query(
        'update workspace_group_users set role_id = $3 where workspace_group_id = $1 and user_id = $2',
        [groupId, userId, roleId],
      );
    });
  }

  /** Moves a workspace into a group, or with an empty id out of any. @throws NOT_FOUND */
  moveWorkspace(workspaceId: string, groupId: string): Promise<WorkspaceInfo> {
    return this.#postgres.transaction(async () => {
      const { domainId } = await this.#workspaces.workspaces.get(workspaceId);
      await lockDomain(this.#postgres, domainId);
      if (groupId) await this.groups.in({ domainId }).get(groupId);
      await this.#workspaces.workspaces.update(workspaceId, { workspaceGroupId: groupId || null });
      await this.#follow.follow(domainId, [workspaceId]);
      return this.#workspaces.workspaces.get(workspaceId);
    });
  }

  #change(
    groupId: string,
    change: (group: WorkspaceGroupInfo) => Promise<void>,
  ): Promise<WorkspaceGroupInfo> {
    return this.#postgres.transaction(async () => {
      const group = await this.#locked(groupId);
      await change(group);
      await this.#follow.follow(group.domainId, await this.#workspacesOf(group.domainId, groupId));
      return this.details.get(groupId);
    });
  }

  async #locked(groupId: string): Promise<WorkspaceGroupInfo> {
    const { domainId } = await this.groups.get(groupId);
    await lockDomain(this.#postgres, domainId);
    return this.details.get(groupId);
  }

  /** All workspaces of a group, of those too for which the caller has no token. */
  async #workspacesOf(domainId: string, workspaceGroupId: string): Promise<string[]> {
    const all = await this.#workspaces.workspaces.in({ domainId }).all({ workspaceGroupId });
    return all.map(({ workspaceId }) => workspaceId);
  }
}

/** Checks what a request says of users who are to join a group. @throws REQUIRED_PARAMETER */
export function checkGroupUsers(users: readonly GroupUser[]): void {
  for (const [i, { userId, roleId }] of users.entries()) {
    if (!userId) throw errors.required(`users[${i}].user_id`);
    if (!roleId) throw errors.required(`users[${i}].role_id`);
  }
}
