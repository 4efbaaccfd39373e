import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { UserGroupInfo } from '@hawser/proto/spaceone/api/identity/v2/user_group_pb.js';
import { userGroups } from '../model/user-group.ts';
import { ProjectManager } from './project.ts';

/** Groups of a workspace's users. Who loses the role in the workspace leaves its groups as well. */
export class UserGroupManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #projects = this.manager(ProjectManager);
  readonly groups = new ResourceStore(this.#postgres, userGroups);

  /** Adds users; who is in the group already stays. @throws NOT_FOUND naming those without a role in the workspace */
  addUsers(groupId: string, users: readonly string[]): Promise<UserGroupInfo> {
    return this.#change(groupId, async group => {
      await this.#projects.checkMembers(group.domainId, group.workspaceId, users);
      return [...new Set([...group.users, ...users])];
    });
  }

  /** Removes users. @throws NOT_FOUND naming those that aren't in the group */
  removeUsers(groupId: string, users: readonly string[]): Promise<UserGroupInfo> {
    return this.#change(groupId, async group => {
      const strangers = users.filter(user => !group.users.includes(user));
      if (strangers.length > 0) throw errors.notFound('users', strangers.join(', '));
      return group.users.filter(user => !users.includes(user));
    });
  }

  /** Changes of one group wait for each other, so that none is lost. */
  #change(
    groupId: string,
    usersOf: (group: UserGroupInfo) => Promise<readonly string[]>,
  ): Promise<UserGroupInfo> {
    return this.#postgres.transaction(async () => {
      await this.#postgres.query('select 1 from user_groups where user_group_id = $1 for update', [groupId]);
      const users = await usersOf(await this.groups.get(groupId));
      return this.groups.update(groupId, { users: [...users] });
    });
  }
}
