import type { Migration } from '@hawser/core';

/** The catalogue of plugins. A plugin of domain `*` is everyone's. */
export const plugins: Migration = {
  name: '0001_plugins',
  up: `
    create table plugins (
      plugin_id text primary key, name text not null, state text not null, resource_type text not null, image text,
      provider text, registry_type text, registry_url text, registry_config jsonb, capability jsonb, labels jsonb,
      tags jsonb, docs jsonb, versions text[] not null, domain_id text not null,
      created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now());
    create index plugins_domain on plugins (domain_id, resource_type);`,
};
