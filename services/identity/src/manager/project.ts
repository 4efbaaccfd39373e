import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import { projects } from '../model/project.ts';
import { projectGroups } from '../model/project-group.ts';

/** Projects and their groups. */
export class ProjectManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly projects = new ResourceStore(this.#postgres, projects);
  readonly groups = new ResourceStore(this.#postgres, projectGroups);

  /** @throws EXIST_RESOURCE while it has service accounts */
  deleteProject(projectId: string): Promise<void> {
    return this.#postgres.transaction(async () => {
      await this.projects.get(projectId);
      await this.#childless(
        'ServiceAccount',
        'service_accounts',
        'project_id',
        `Project (${projectId})`,
        projectId,
      );
      await this.projects.delete(projectId);
    });
  }

  /** @throws EXIST_RESOURCE while there are projects or groups in it */
  deleteGroup(groupId: string): Promise<void> {
    return this.#postgres.transaction(async () => {
      await this.groups.get(groupId);
      const parent = `ProjectGroup (${groupId})`;
      await this.#childless('Project', 'projects', 'project_group_id', parent, groupId);
      await this.#childless('ProjectGroup', 'project_groups', 'parent_group_id', parent, groupId);
      await this.groups.delete(groupId);
    });
  }

  /** @throws NOT_FOUND naming those of the users that have no role in the workspace */
  async checkMembers(domainId: string, workspaceId: string, users: readonly string[]): Promise<void> {
    const rows = await this.#postgres.query(
      `select u.id from unnest($3::text[]) as u(id) where not exists (select from role_bindings
       where domain_id = $1 and workspace_id = $2 and user_id = u.id)`,
      [domainId, workspaceId, users],
    );
    if (rows.length > 0) throw errors.notFound('users', rows.map(({ id }) => id).join(', '));
  }

  async #childless(child: string, table: string, column: string, parent: string, id: string): Promise<void> {
    const [found] = await this.#postgres.query(`select 1 from ${table} where ${column} = $1 limit 1`, [id]);
    if (found) throw errors.existsResource(child, parent);
  }
}
