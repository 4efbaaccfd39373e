import type { Migration } from '@hawser/core';
import { tenants } from './0001-tenants.ts';
import { projects } from './0002-projects.ts';
import { accounts } from './0003-accounts.ts';
import { members } from './0004-members.ts';
import { workspaceGroups } from './0005-workspace-groups.ts';
import { workspaceGroupUsers } from './0006-workspace-group-users.ts';

/** The steps of the identity service's database, in order. */
export const migrations: readonly Migration[] = [
  tenants,
  projects,
  accounts,
  members,
  workspaceGroups,
  workspaceGroupUsers,
];
