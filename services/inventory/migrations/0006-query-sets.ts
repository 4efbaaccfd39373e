import type { Migration } from '@hawser/core';

/** Query sets and their statistics: rows of each day, and of each month those of its last day that was run. */
export const querySets: Migration = {
  name: '0006_query_sets',
  up: `
create table cloud_service_query_sets (
  query_set_id text primary key,
  name text not null,
  state text not null default 'ENABLED',
  query_options jsonb not null,
  query_type text not null default 'CUSTOM',
  unit jsonb not null default '{}',
  data_keys text[] not null default '{}',
  additional_info_keys text[] not null default '{}',
  provider text not null,
  cloud_service_group text not null,
  cloud_service_type text not null,
  tags jsonb not null default '{}',
  resource_group text not null,
  domain_id text not null,
  workspace_id text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint cloud_service_query_set_name
    unique (domain_id, workspace_id, provider, cloud_service_group, cloud_service_type, name)
);

create table cloud_service_stats (
  cloud_service_stats_id bigint generated always as identity primary key,
  query_set_id text not null references cloud_service_query_sets on delete cascade,
  data jsonb not null,
  unit jsonb not null,
  provider text not null,
  cloud_service_group text not null,
  cloud_service_type text not null,
  region_code text,
  account text,
  additional_info jsonb not null,
  domain_id text not null,
  workspace_id text not null,
  project_id text,
  created_date text not null
);
create index cloud_service_stats_by_set on cloud_service_stats (query_set_id, created_date, domain_id, workspace_id);

create table cloud_service_stats_months (
  cloud_service_stats_id bigint generated always as identity primary key,
  query_set_id text not null references cloud_service_query_sets on delete cascade,
  data jsonb not null,
  unit jsonb not null,
  provider text not null,
  cloud_service_group text not null,
  cloud_service_type text not null,
  region_code text,
  account text,
  additional_info jsonb not null,
  domain_id text not null,
  workspace_id text not null,
  project_id text,
  created_month text not null
);
create index cloud_service_stats_month_by_set
  on cloud_service_stats_months (query_set_id, created_month, domain_id, workspace_id);
`,
};
