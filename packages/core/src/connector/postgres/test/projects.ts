import assert from 'node:assert/strict';
import { ProjectInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import type { HawserError } from '../../../error/index.ts';
import { defineResource, ResourceStore } from '../store/index.ts';
import { openPostgres } from './postgres.ts';

/** A resource with every level of tenancy, whose rows may be shared by workspaces. */
export const projects = defineResource({
  message: ProjectInfoSchema,
  table: 'projects',
  id: 'project_id',
  prefix: 'project',
  tenancy: ['domain_id', 'workspace_id', 'project_id'],
  shared: ['workspace_id'],
  columns: { secret_note: { type: 'text', private: true } },
  unique: { projects_name: 'name' },
  sort: [{ key: 'name' }],
  aliases: { user_id: 'users' },
});

/** Checks an error's code, and its text if one is given. */
export const code = (expected: string, message?: RegExp) => (thrown: unknown) => {
  assert.equal((thrown as HawserError).code, expected, String(thrown));
  if (message) assert.match((thrown as Error).message, message);
  return true;
};

/** Callers. */
export const admin = { identity: {}, scope: { domainId: 'd1' } };
export const inWorkspace = (workspaceId: string, domainId = 'd1') => ({
  identity: { domainId, role: 'WORKSPACE_OWNER', workspaceId },
  scope: { domainId, workspaceId },
});
export const system = { identity: { owner: 'SYSTEM' as const, role: 'SYSTEM', domainId: 'domain-root' } };

/** A store of {@link projects} in a fresh database. To be called at a test file's top level. */
export async function openProjects() {
  const postgres = await openPostgres();
  await postgres.query(`create table projects (
    project_id text primary key, name text not null, project_type text, tags jsonb, users text[] not null default '{}',
    created_by text, reference_id text, is_managed boolean not null default false, domain_id text not null,
    workspace_id text not null, project_group_id text, trusted_account_id text, secret_note text,
    created_at timestamptz(3) not null default now(), last_synced_at timestamptz(3))`);
  await postgres.query('create unique index projects_name on projects (domain_id, workspace_id, name)');
  return { postgres, store: new ResourceStore(postgres, projects) };
}
