import type { Migration } from '@hawser/core';

/** Providers with their schemas, accounts at them, apps, and logging in through plugins. */
export const accounts: Migration = {
  name: '0003_accounts',
  up: `
create table providers (
  domain_id text not null references domains on delete cascade,
  provider text not null,
  name text not null,
  alias text,
  plugin_info jsonb,
  color text,
  icon text,
  "order" int not null default 10,
  options jsonb,
  tags jsonb,
  is_managed boolean not null default false,
  version text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (domain_id, provider)
);

create table schemas (
  domain_id text not null references domains on delete cascade,
  schema_id text not null,
  name text not null,
  schema_type text not null,
  schema jsonb,
  provider text not null,
  related_schemas text[] not null default '{}',
  options jsonb,
  tags jsonb,
  is_managed boolean not null default false,
  version text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (domain_id, schema_id)
);

create table trusted_accounts (
  trusted_account_id text primary key,
  name text not null,
  data jsonb,
  provider text not null,
  schedule jsonb,
  sync_options jsonb,
  plugin_options jsonb,
  tags jsonb,
  resource_group text not null,
  domain_id text not null references domains on delete cascade,
  workspace_id text not null,
  secret_schema_id text,
  trusted_secret_id text,
  created_at timestamptz(3) not null default now()
);
create unique index trusted_accounts_name on trusted_accounts (domain_id, name);

create table service_accounts (
  service_account_id text primary key,
  name text not null,
  state text not null,
  data jsonb,
  provider text not null,
  tags jsonb,
  reference_id text,
  is_managed boolean not null default false,
  domain_id text not null references domains on delete cascade,
  workspace_id text not null references workspaces,
  project_id text not null references projects,
  trusted_account_id text references trusted_accounts,
  secret_schema_id text,
  secret_id text,
  service_account_mgr_id text,
  created_at timestamptz(3) not null default now(),
  last_synced_at timestamptz(3),
  deleted_at timestamptz(3),
  inactivated_at timestamptz(3)
);
create unique index service_accounts_name on service_accounts (domain_id, workspace_id, project_id, name);
create index service_accounts_project on service_accounts (project_id);
create index service_accounts_trusted_account on service_accounts (trusted_account_id);

create table apps (
  app_id text primary key,
  name text not null,
  state text not null default 'ENABLED',
  is_managed boolean not null default false,
  tags jsonb,
  role_type text not null,
  resource_group text not null,
  domain_id text not null references domains on delete cascade,
  workspace_id text not null,
  role_id text not null,
  client_id text,
  project_group_id text references project_groups on delete cascade,
  project_id text references projects on delete cascade,
  created_at timestamptz(3) not null default now(),
  expired_at timestamptz(3) not null,
  last_accessed_at timestamptz(3),
  foreign key (domain_id, role_id) references roles
);
create unique index apps_client on apps (client_id);
create index apps_workspace on apps (domain_id, workspace_id);

create table external_auths (
  domain_id text primary key references domains on delete cascade,
  state text not null,
  plugin_info jsonb,
  updated_at timestamptz(3) not null default now()
);
`,
};
