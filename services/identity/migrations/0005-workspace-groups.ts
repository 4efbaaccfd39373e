import type { Migration } from '@hawser/core';

/** Groups of workspaces, whose users have their role in all of them. */
export const workspaceGroups: Migration = {
  name: '0005_workspace_groups',
  up: `
create table workspace_groups (
  workspace_group_id text primary key,
  name text not null,
  tags jsonb,
  created_by text,
  updated_by text,
  domain_id text not null references domains on delete cascade,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3)
);
create unique index workspace_groups_name on workspace_groups (domain_id, name);

create table workspace_group_users (
  workspace_group_id text not null references workspace_groups on delete cascade,
  domain_id text not null,
  user_id text not null,
  role_id text not null,
  primary key (workspace_group_id, user_id),
  foreign key (domain_id, user_id) references users on delete cascade,
  foreign key (domain_id, role_id) references roles
);
create index workspace_group_users_user on workspace_group_users (domain_id, user_id);
create index workspace_group_users_role on workspace_group_users (domain_id, role_id);
create index workspaces_workspace_group on workspaces (workspace_group_id);
create index role_bindings_workspace_group on role_bindings (workspace_group_id);

create view workspace_group_details as
select g.*,
  (select count(*)::int from workspaces w where w.workspace_group_id = g.workspace_group_id) as workspace_count,
  (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'user_id', m.user_id, 'role_id', m.role_id, 'role_type', r.role_type, 'user_name', u.name, 'state', u.state
    )) order by m.user_id), '[]')
   from workspace_group_users m
   join users u on u.domain_id = m.domain_id and u.user_id = m.user_id
   join roles r on r.domain_id = m.domain_id and r.role_id = m.role_id
   where m.workspace_group_id = g.workspace_group_id) as users
from workspace_groups g;
`,
};
