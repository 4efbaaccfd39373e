import type { Migration } from '@hawser/core';

/** Metrics and their values: one row a day and a row a month, each with what it is grouped by. */
export const metrics: Migration = {
  name: '0003_metrics',
  up: `
create table namespaces (
  namespace_id text not null,
  name text not null,
  category text not null,
  resource_type text not null,
  "group" text not null default 'etc',
  icon text,
  tags jsonb not null default '{}',
  is_managed boolean not null default false,
  resource_group text not null,
  domain_id text not null,
  workspace_id text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version text,
  plugin_id text,
  primary key (domain_id, namespace_id)
);

create table metrics (
  metric_id text not null,
  name text not null,
  metric_type text not null,
  resource_type text not null,
  query_options jsonb not null,
  date_field text,
  unit text,
  tags jsonb not null default '{}',
  labels_info jsonb not null default '[]',
  is_managed boolean not null default false,
  resource_group text not null,
  domain_id text not null,
  workspace_id text not null,
  namespace_id text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version text,
  plugin_id text,
  primary key (domain_id, metric_id)
);
create index metric_by_namespace on metrics (domain_id, namespace_id, name);

create table metric_data (
  metric_data_id bigint generated always as identity primary key,
  metric_id text not null,
  value float8 not null default 0,
  unit text,
  labels jsonb not null default '{}',
  domain_id text not null,
  workspace_id text not null,
  project_id text,
  service_account_id text,
  namespace_id text not null,
  created_year text not null,
  created_month text not null,
  created_date text not null
);
create index metric_data_by_metric on metric_data (domain_id, metric_id, created_date, workspace_id);

create table metric_data_months (
  metric_data_id bigint generated always as identity primary key,
  metric_id text not null,
  value float8 not null default 0,
  unit text,
  labels jsonb not null default '{}',
  domain_id text not null,
  workspace_id text not null,
  project_id text,
  service_account_id text,
  namespace_id text not null,
  created_year text not null,
  created_month text not null
);
create index metric_data_month_by_metric on metric_data_months (domain_id, metric_id, created_month, workspace_id);
`,
};
