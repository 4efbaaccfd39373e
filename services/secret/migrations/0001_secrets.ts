import type { Migration } from '@hawser/core';

/** Secrets and trusted secrets. `data` is cipher text alone. */
export const secrets: Migration = {
  name: '0001_secrets',
  up: `
    create table secrets (
      secret_id text primary key, name text not null, state text not null, schema_id text, provider text, tags jsonb,
      resource_group text not null, domain_id text not null, workspace_id text not null, project_id text not null,
      service_account_id text, trusted_secret_id text, created_at timestamptz(3) not null default now(), data text not null);
    create index secrets_tenant on secrets (domain_id, workspace_id, project_id);
    create index secrets_service_account on secrets (service_account_id);

    create table trusted_secrets (
      trusted_secret_id text primary key, name text not null, schema_id text, provider text, tags jsonb,
      resource_group text not null, domain_id text not null, workspace_id text not null, trusted_account_id text,
      created_at timestamptz(3) not null default now(), data text not null);
    create index trusted_secrets_tenant on trusted_secrets (domain_id, workspace_id);`,
};
