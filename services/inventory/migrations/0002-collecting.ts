import type { Migration } from '@hawser/core';

/**
 * Collectors, their rules and jobs. A job has a task for each secret, and a task has parts, as many as the plugin
 * divides it into; a part is what one worker runs at a time, and it knows what it has counted, so that it can be run
 * again.
 */
export const collecting: Migration = {
  name: '0002_collecting',
  up: `
create table collectors (
  collector_id text primary key,
  name text not null,
  provider text,
  capability jsonb not null default '{}',
  secret_filter jsonb,
  plugin_info jsonb not null,
  schedule jsonb,
  tags jsonb not null default '{}',
  resource_group text not null,
  domain_id text not null,
  workspace_id text not null,
  created_at timestamptz not null default now(),
  last_collected_at timestamptz
);
create index collector_by_domain on collectors (domain_id, workspace_id, name);
create index collector_scheduled on collectors using gin ((schedule -> 'hours'))
  where schedule ->> 'state' = 'ENABLED';

create table collector_rules (
  collector_rule_id text primary key,
  name text,
  rule_type text not null,
  "order" int not null,
  conditions jsonb not null default '[]',
  conditions_policy text not null,
  actions jsonb not null default '{}',
  options jsonb not null default '{}',
  tags jsonb not null default '{}',
  resource_group text not null,
  domain_id text not null,
  workspace_id text not null,
  collector_id text not null references collectors on delete cascade,
  created_at timestamptz not null default now()
);
create index collector_rule_by_collector on collector_rules (collector_id, rule_type, "order");

create table jobs (
  job_id text primary key,
  status text not null default 'IN_PROGRESS',
  total_tasks int not null default 0,
  remained_tasks int not null default 0,
  success_tasks int not null default 0,
  failure_tasks int not null default 0,
  request_secret_id text,
  request_workspace_id text,
  resource_group text not null,
  domain_id text not null,
  workspace_id text not null,
  collector_id text not null,
  plugin_id text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz
);
create index job_by_domain on jobs (domain_id, created_at);
create index job_by_collector on jobs (collector_id, status);
create index job_running on jobs (created_at) where status = 'IN_PROGRESS';

create table job_tasks (
  job_task_id text primary key,
  status text not null default 'PENDING',
  provider text,
  created_count int not null default 0,
  updated_count int not null default 0,
  failure_count int not null default 0,
  deleted_count int not null default 0,
  disconnected_count int not null default 0,
  errors jsonb not null default '[]',
  domain_id text not null,
  workspace_id text not null,
  project_id text,
  service_account_id text,
  job_id text not null references jobs on delete cascade,
  secret_id text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  collector_id text not null
);
create index job_task_by_domain on job_tasks (domain_id, created_at);
create index job_task_by_job on job_tasks (job_id, status);

create table job_task_parts (
  job_task_id text not null references job_tasks on delete cascade,
  part int not null,
  status text not null default 'PENDING',
  attempt int not null default 0,
  task_options jsonb,
  queue_job_id text,
  created_count int not null default 0,
  updated_count int not null default 0,
  failure_count int not null default 0,
  errors jsonb not null default '[]',
  primary key (job_task_id, part)
) with (fillfactor = 70);

create table collection_states (
  cloud_service_id text not null,
  collector_id text not null,
  secret_id text not null,
  domain_id text not null,
  job_task_id text not null,
  disconnected_count int not null default 0,
  updated_at timestamptz not null default now(),
  primary key (collector_id, secret_id, cloud_service_id)
) with (fillfactor = 60);
`,
};
