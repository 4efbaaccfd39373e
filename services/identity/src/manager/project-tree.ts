import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { ProjectGroupInfo } from '@hawser/proto/spaceone/api/identity/v2/project_group_pb.js';
import { projectGroups } from '../model/project-group.ts';
import { lockDomain } from './user.ts';

/** Groups below those that `start` selects, themselves included. */
const below = (start: string) => `with recursive g(id) as (${start}
  union select c.project_group_id from project_groups c join g on c.parent_group_id = g.id)`;

/** The tree of project groups, and which projects somebody sees by it. */
export class ProjectTree extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #groups = new ResourceStore(this.#postgres, projectGroups);

  /** The projects of a workspace member: public ones, those the user is in, and those below the user's groups. */
  async of(domainId: string, workspaceId: string, userId: string): Promise<string[]> {
    const rows = await this.#postgres.query(
      `${below(`select project_group_id from project_groups
         where domain_id = $1 and workspace_id = $2 and users && array[$3]`)}
       select project_id as id from projects where domain_id = $1 and workspace_id = $2
         and (project_type = 'PUBLIC' or users && array[$3] or project_group_id in (select id from g))`,
      [domainId, workspaceId, userId],
    );
    return rows.map(({ id }) => id as string);
  }

  /** The projects of a group and of all groups below it. */
  async inGroup(domainId: string, groupId: string): Promise<string[]> {
    const groups = await this.groupsBelow(domainId, groupId);
    const rows = await this.#postgres.query(
      'select project_id as id from projects where domain_id = $1 and project_group_id = any($2)',
      [domainId, groups],
    );
    return rows.map(({ id }) => id as string);
  }

  /** A group and all groups below it. */
  async groupsBelow(domainId: string, groupId: string): Promise<string[]> {
    const rows = await this.#postgres.query(
      `${below('select project_group_id from project_groups where domain_id = $1 and project_group_id = $2')}
       select id from g`,
      [domainId, groupId],
    );
    return rows.map(({ id }) => id as string);
  }

  /** Moves a group below another one, or to the top. @throws INVALID_PARAMETER when that is the group itself or below it */
  move(groupId: string, parentGroupId: string): Promise<ProjectGroupInfo> {
    return this.#postgres.transaction(async () => {
      const group = await this.#groups.get(groupId);
      if (!parentGroupId) return this.#groups.update(groupId, { parentGroupId: null });
      // Two moves at once could otherwise close a ring that neither sees.
      await lockDomain(this.#postgres, group.domainId);
      const parent = await this.#groups.get(parentGroupId);
      if (parent.workspaceId !== group.workspaceId) throw errors.notFound('project_group_id', parentGroupId);
      if ((await this.groupsBelow(group.domainId, groupId)).includes(parentGroupId))
        throw errors.invalid('parent_group_id', 'a group cannot be below itself');
      return this.#groups.update(groupId, { parentGroupId });
    });
  }
}
