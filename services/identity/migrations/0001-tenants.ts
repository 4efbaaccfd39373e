import type { Migration } from '@hawser/core';

/** Domains with their keys, workspaces, users and their roles. */
export const tenants: Migration = {
  name: '0001_tenants',
  up: `
create table domains (
  domain_id text primary key,
  name text not null,
  state text not null default 'ENABLED',
  tags jsonb,
  created_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3)
);
create unique index domains_name on domains (name);

-- RSA keys: of access tokens, whose public half everyone may have, and of refresh tokens.
create table domain_keys (
  domain_id text primary key references domains on delete cascade,
  access_public jsonb not null,
  access_private jsonb not null,
  refresh_public jsonb not null,
  refresh_private jsonb not null,
  created_at timestamptz(3) not null default now()
);

create table workspaces (
  workspace_id text primary key,
  name text not null,
  state text not null default 'ENABLED',
  tags jsonb,
  created_by text,
  "references" text[] not null default '{}',
  is_managed boolean not null default false,
  packages text[] not null default '{}',
  is_dormant boolean not null default false,
  dormant_ttl int not null default -1,
  service_account_count int not null default 0,
  user_count int not null default 0,
  cost_info jsonb,
  workspace_group_id text,
  trusted_account_id text,
  domain_id text not null references domains on delete cascade,
  created_at timestamptz(3) not null default now(),
  last_synced_at timestamptz(3),
  dormant_updated_at timestamptz(3),
  changed_at timestamptz(3)
);
create unique index workspaces_name on workspaces (domain_id, name);

create table users (
  domain_id text not null references domains on delete cascade,
  user_id text not null,
  password_hash text,
  name text,
  state text not null default 'PENDING',
  email text,
  email_verified boolean not null default false,
  auth_type text not null,
  role_id text,
  role_type text not null default 'USER',
  mfa jsonb,
  language text not null default 'en',
  timezone text not null default 'UTC',
  required_actions text[] not null default '{}',
  refresh_timeout int,
  tags jsonb,
  created_at timestamptz(3) not null default now(),
  last_accessed_at timestamptz(3),
  primary key (domain_id, user_id)
);

create table roles (
  domain_id text not null references domains on delete cascade,
  role_id text not null,
  name text not null,
  role_type text not null,
  permissions text[] not null default '{}',
  page_access text[] not null default '{}',
  tags jsonb,
  is_managed boolean not null default false,
  version text,
  state text not null default 'ENABLED',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (domain_id, role_id)
);
create unique index roles_name on roles (domain_id, name);

-- workspace_id is * for bindings to the whole domain.
create table role_bindings (
  role_binding_id text primary key,
  role_type text not null,
  resource_group text not null,
  domain_id text not null references domains on delete cascade,
  workspace_group_id text,
  workspace_id text not null,
  role_id text not null,
  user_id text not null,
  created_at timestamptz(3) not null default now(),
  foreign key (domain_id, user_id) references users on delete cascade,
  foreign key (domain_id, role_id) references roles
);
create unique index role_bindings_user on role_bindings (domain_id, user_id, workspace_id);
create index role_bindings_workspace on role_bindings (domain_id, workspace_id);

-- One row a login. token_id is the newest refresh token's: any other of the family was used before.
create table refresh_families (
  family_id text primary key,
  domain_id text not null,
  user_id text not null,
  token_id text not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  foreign key (domain_id, user_id) references users on delete cascade
);
create index refresh_families_user on refresh_families (domain_id, user_id);
create index refresh_families_expiry on refresh_families (expires_at);

-- Kept for names of users that aren't there as well, so that an answer doesn't tell who is.
create table login_failures (
  domain_id text not null,
  user_id text not null,
  failures int not null,
  blocked_until timestamptz(3) not null,
  primary key (domain_id, user_id)
);
create index login_failures_blocked on login_failures (blocked_until);
`,
};
