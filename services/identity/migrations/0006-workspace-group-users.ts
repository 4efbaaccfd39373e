import type { Migration } from '@hawser/core';

/** Workspace groups as their own users see them. */
export const workspaceGroupUsers: Migration = {
  name: '0006_workspace_group_users',
  up: `
-- One row a group and user in it.
create view workspace_group_memberships as
select d.*, m.user_id
from workspace_group_details d
join workspace_group_users m on m.workspace_group_id = d.workspace_group_id;

-- One row a group and user of the domain who isn't in it.
create view workspace_group_outsiders as
select u.user_id, u.name, u.state, u.domain_id, g.workspace_group_id
from workspace_groups g
join users u on u.domain_id = g.domain_id
where not exists (
  select from workspace_group_users m where m.workspace_group_id = g.workspace_group_id and m.user_id = u.user_id
);
`,
};
