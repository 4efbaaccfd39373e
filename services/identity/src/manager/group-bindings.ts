import { Manager } from '@hawser/core';
import { Postgres } from '@hawser/core/connector/postgres';

/** Bindings of groups that the user or the workspace isn't in any more. */
const outdated = `delete from role_bindings b
  where b.domain_id = $1 and b.workspace_id = any($2) and b.workspace_group_id is not null and not exists (
    select from workspaces w join workspace_group_users m using (workspace_group_id)
    where w.workspace_id = b.workspace_id and w.workspace_group_id = b.workspace_group_id and m.user_id = b.user_id)`;

/** One binding a user and workspace of a group, in the place of any that the user had there. */
const wanted = `insert into role_bindings as b (role_binding_id, role_type, resource_group, domain_id, workspace_group_id,
    workspace_id, role_id, user_id)
  select 'rb-' || left(replace(gen_random_uuid()::text, '-', ''), 12), r.role_type, 'WORKSPACE', w.domain_id,
    m.workspace_group_id, w.workspace_id, m.role_id, m.user_id
  from workspaces w
  join workspace_group_users m using (workspace_group_id)
  join roles r on r.domain_id = m.domain_id and r.role_id = m.role_id
  where w.domain_id = $1 and w.workspace_id = any($2)
  on conflict (domain_id, user_id, workspace_id) do update
    set role_id = excluded.role_id, role_type = excluded.role_type, workspace_group_id = excluded.workspace_group_id`;

const counts = `update workspaces w set user_count = (
    select count(*) from role_bindings b where b.domain_id = w.domain_id and b.workspace_id = w.workspace_id)
  where w.domain_id = $1 and w.workspace_id = any($2)`;

/** User groups are of a workspace's users alone. */
const userGroups = `update user_groups g set users = array(
    select u.id from unnest(g.users) with ordinality as u(id, n)
    where exists (select from role_bindings b
      where b.domain_id = g.domain_id and b.workspace_id = g.workspace_id and b.user_id = u.id)
    order by u.n)
  where g.domain_id = $1 and g.workspace_id = any($2)`;

/** Role bindings that follow from who is in the workspace groups. */
export class GroupBindings extends Manager {
  readonly #postgres = this.connector(Postgres);

  /**
   * Makes the bindings of workspaces what their groups say. To be called in a database transaction.
   *
   * @param workspaceIds those that are, or until now were, in a group that has changed
   */
  async follow(domainId: string, workspaceIds: readonly string[]): Promise<void> {
    for (const statement of [outdated, wanted, counts, userGroups])
      await this.#postgres.query(statement, [domainId, workspaceIds]);
  }
}
