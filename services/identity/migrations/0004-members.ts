import type { Migration } from '@hawser/core';

/** The users of workspaces as views, and groups of them. */
export const members: Migration = {
  name: '0004_members',
  up: `
create table user_groups (
  user_group_id text primary key,
  name text not null,
  description text,
  users text[] not null default '{}',
  tags jsonb,
  domain_id text not null references domains on delete cascade,
  workspace_id text not null references workspaces on delete cascade,
  created_at timestamptz(3) not null default now()
);
create unique index user_groups_name on user_groups (domain_id, workspace_id, name);
create index user_groups_users on user_groups using gin (users);

-- One row a user and workspace, for users with a role in it. A role in the whole domain doesn't count.
create view workspace_users as
select u.user_id, u.name, u.state, u.email, u.auth_type, u.role_type, u.language, u.timezone, u.tags, u.email_verified,
  u.domain_id, u.created_at, u.last_accessed_at, b.workspace_id,
  jsonb_strip_nulls(jsonb_build_object(
    'role_binding_id', b.role_binding_id, 'role_type', b.role_type, 'resource_group', b.resource_group,
    'domain_id', b.domain_id, 'workspace_group_id', b.workspace_group_id, 'workspace_id', b.workspace_id,
    'role_id', b.role_id, 'user_id', b.user_id,
    'created_at', to_char(b.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  )) as role_binding_info
from role_bindings b
join users u on u.domain_id = b.domain_id and u.user_id = b.user_id
where b.workspace_id <> '*';

-- One row a user and workspace, for users without a role in it.
create view workspace_outsiders as
select u.user_id, u.name, u.state, u.auth_type, u.domain_id, w.workspace_id
from workspaces w
join users u on u.domain_id = w.domain_id
where not exists (
  select from role_bindings b
  where b.domain_id = u.domain_id and b.user_id = u.user_id and b.workspace_id = w.workspace_id
);
`,
};
