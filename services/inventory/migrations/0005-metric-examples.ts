import type { Migration } from '@hawser/core';

/** What users keep of metrics for themselves; it goes with the metric, without which it shows nothing. */
export const metricExamples: Migration = {
  name: '0005_metric_examples',
  up: `
create table metric_examples (
  example_id text primary key,
  name text not null,
  options jsonb not null default '{}',
  tags jsonb not null default '{}',
  domain_id text not null,
  user_id text not null,
  metric_id text not null,
  namespace_id text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (domain_id, metric_id) references metrics on delete cascade
);
create index metric_example_by_user on metric_examples (domain_id, user_id, name);
create index metric_example_by_metric on metric_examples (domain_id, metric_id);
`,
};
