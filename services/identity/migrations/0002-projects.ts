import type { Migration } from '@hawser/core';

/** Projects and their groups. */
export const projects: Migration = {
  name: '0002_projects',
  up: `
create table project_groups (
  project_group_id text primary key,
  name text not null,
  tags jsonb,
  users text[] not null default '{}',
  reference_id text,
  is_managed boolean not null default false,
  domain_id text not null references domains on delete cascade,
  workspace_id text not null references workspaces on delete cascade,
  parent_group_id text references project_groups,
  trusted_account_id text,
  created_at timestamptz(3) not null default now(),
  last_synced_at timestamptz(3)
);
create index project_groups_workspace on project_groups (domain_id, workspace_id, name);
create index project_groups_parent on project_groups (parent_group_id);
create index project_groups_users on project_groups using gin (users);

create table projects (
  project_id text primary key,
  name text not null,
  project_type text not null default 'PRIVATE',
  tags jsonb,
  users text[] not null default '{}',
  created_by text,
  reference_id text,
  is_managed boolean not null default false,
  domain_id text not null references domains on delete cascade,
  workspace_id text not null references workspaces on delete cascade,
  project_group_id text references project_groups,
  trusted_account_id text,
  created_at timestamptz(3) not null default now(),
  last_synced_at timestamptz(3)
);
create index projects_workspace on projects (domain_id, workspace_id, name);
create index projects_group on projects (project_group_id);
create index projects_users on projects using gin (users);
`,
};
