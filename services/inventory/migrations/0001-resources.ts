import type { Migration } from '@hawser/core';

/**
 * Cloud services, their types, regions and changes.
 *
 * What lists of a domain, workspace or project look for has an index; `data` and `tags` have one for equality of any
 * key. Collectors find resources again by hashes of the tenant with a name or an id: those can be longer than an index
 * takes, and an index of one column leaves the planner, which knows nothing of a table that is being filled, no wrong
 * choice. Columns that each collection writes have none, so that a resource that didn't change is rewritten in place (a
 * heap-only tuple), for which pages keep some room.
 *
 * A change record keeps what changed in short, as lists of key, value after and, if there was any, value before; the view
 * shows it as the contract has it.
 */
export const resources: Migration = {
  name: '0001_resources',
  up: `
create table cloud_services (
  cloud_service_id text primary key,
  name text,
  state text not null default 'ACTIVE',
  ip_addresses text[] not null default '{}',
  account text,
  instance_type text,
  instance_size float8,
  cloud_service_type text not null,
  cloud_service_group text not null,
  provider text not null,
  data jsonb not null default '{}',
  metadata jsonb not null default '{}',
  reference jsonb not null default '{}',
  tags jsonb not null default '{}',
  tag_keys jsonb not null default '{}',
  collection_info jsonb not null default '{}',
  region_code text,
  domain_id text not null,
  workspace_id text not null,
  project_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  digest text,
  created_by_run text
) with (fillfactor = 60);
create index cloud_service_by_domain on cloud_services (domain_id, created_at, cloud_service_id)
  where state = 'ACTIVE';
create index cloud_service_by_workspace on cloud_services (domain_id, workspace_id, created_at, cloud_service_id)
  where state = 'ACTIVE';
create index cloud_service_by_type
  on cloud_services (domain_id, provider, cloud_service_group, cloud_service_type, workspace_id) where state = 'ACTIVE';
create index cloud_service_by_project on cloud_services (domain_id, project_id) where state = 'ACTIVE';
create index cloud_service_by_reference
  on cloud_services (hashtextextended(domain_id || ' ' || workspace_id || ' ' || (reference ->> 'resource_id'), 0))
  where state <> 'DELETED';
create index cloud_service_by_name
  on cloud_services (hashtextextended(domain_id || ' ' || workspace_id || ' ' || name, 0)) where state <> 'DELETED';
create index cloud_service_by_deletion on cloud_services (domain_id, deleted_at) where state = 'DELETED';
create index cloud_service_data on cloud_services using gin (data jsonb_path_ops) with (gin_pending_list_limit = 256);
create index cloud_service_tags on cloud_services using gin (tags jsonb_path_ops);
create index cloud_service_ip_addresses on cloud_services using gin (ip_addresses);

create table cloud_service_types (
  cloud_service_type_id text primary key,
  name text not null,
  provider text not null,
  "group" text not null,
  cloud_service_type_key text not null,
  service_code text,
  is_primary boolean not null default false,
  is_major boolean not null default false,
  resource_type text not null default 'inventory.CloudService',
  metadata jsonb not null default '{}',
  tags jsonb not null default '{}',
  labels jsonb not null default '[]',
  domain_id text not null,
  workspace_id text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by text,
  digest text,
  constraint cloud_service_type_name unique (domain_id, workspace_id, provider, "group", name)
);
create index cloud_service_type_by_key on cloud_service_types (domain_id, cloud_service_type_key);

create table regions (
  region_id text primary key,
  name text not null,
  region_key text not null,
  region_code text not null,
  provider text not null,
  tags jsonb not null default '{}',
  domain_id text not null,
  workspace_id text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by text,
  digest text,
  constraint region_code unique (domain_id, workspace_id, provider, region_code)
);
create index region_by_key on regions (domain_id, region_key);

create table change_records (
  record_id text primary key,
  action text not null,
  changes json not null default '[]',
  diff_count int not null default 0,
  updated_by text,
  domain_id text not null,
  cloud_service_id text not null,
  collector_id text,
  job_id text,
  user_id text,
  created_at timestamptz not null default now()
);
create index change_record_by_service on change_records (cloud_service_id, created_at);

create view change_history as
  select r.record_id, r.action, r.diff_count, r.updated_by, r.domain_id, r.cloud_service_id, r.collector_id, r.job_id,
    r.user_id, r.created_at,
    coalesce((select jsonb_agg(jsonb_build_object('key', c ->> 0, 'after', c ->> 1, 'before', c ->> 2,
      'type', case when c ->> 2 is null then 'ADDED' else 'CHANGED' end) order by n)
      from json_array_elements(r.changes) with ordinality as e(c, n)), '[]') as diff
  from change_records r;
`,
};
