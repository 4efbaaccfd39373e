import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ProjectGroup } from '@hawser/proto/spaceone/api/identity/v2/project_group_pb.js';
import { Project, ProjectType } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { resultsOf, runCases } from '../../test/cases.ts';
import { fails } from '../../test/fails.ts';
import { startPlatform } from '../../test/platform.ts';
import { createTenant } from '../../test/tenants.ts';

describe('Project', async () => {
  const platform = await startPlatform();
  const { as, postgres } = platform;
  const tenant = await createTenant(platform, 'tenant');
  const { domainId, owners, workspaces } = tenant;
  const groups = as(ProjectGroup, owners[0]);
  const { projectGroupId: top } = await groups.create({ name: 'top' });
  const { projectGroupId: below } = await groups.create({ name: 'below', parentGroupId: top });
  let projectId = '';
  const own = () => ({ projectId });
  const absent = { projectId: 'project-0' };
  const { PRIVATE, PUBLIC } = ProjectType;

  runCases(platform, Project, () => owners[0], [
    {
      rpc: 'create',
      what: 'in a group',
      request: () => ({ name: 'p', projectType: PRIVATE, projectGroupId: below, tags: { a: 1 } }),
      gives: made => {
        projectId = made.projectId;
        assert.match(projectId, /^project-[0-9a-f]{12}$/);
        assert.deepEqual(
          [made.workspaceId, made.createdBy, made.projectGroupId, made.users],
          [workspaces[0], 'owner-1', below, []],
        );
      },
    },
    {
      rpc: 'create',
      what: 'a public one of the same name',
      request: () => ({ name: 'p', projectType: PUBLIC }),
      gives: made => assert.equal(made.projectType, PUBLIC),
    },
    {
      rpc: 'create',
      what: 'in no group',
      request: () => ({ name: 'x', projectType: PRIVATE, projectGroupId: 'pg-0' }),
      fails: 'NOT_FOUND',
      text: /project_group_id = pg-0/,
    },
    {
      rpc: 'create',
      what: 'without a type',
      request: () => ({ name: 'x' }),
      fails: 'REQUIRED_PARAMETER',
      text: /project_type/,
    },
    {
      rpc: 'create',
      what: 'by a member',
      token: () => tenant.member,
      request: () => ({ name: 'x', projectType: PRIVATE }),
      fails: 'PERMISSION_DENIED',
    },
    {
      rpc: 'update',
      what: 'what is given',
      request: () => ({ ...own(), name: 'p-2' }),
      gives: made => assert.deepEqual([made.name, made.tags], ['p-2', { a: 1 }]),
    },
    {
      rpc: 'update',
      what: 'one that isn’t there',
      request: () => ({ ...absent, name: 'x' }),
      fails: 'NOT_FOUND',
      text: /^Resource cannot be found or access is denied. \(project_id = project-0\)$/,
    },
    {
      rpc: 'update',
      what: 'by a member who isn’t in it',
      token: () => tenant.member,
      request: () => ({ ...own(), name: 'x' }),
      fails: 'PERMISSION_DENIED',
    },
    {
      rpc: 'add_users',
      what: 'once each',
      request: () => ({ ...own(), users: ['member', 'owner-1', 'member'] }),
      gives: made => assert.deepEqual(made.users, ['member', 'owner-1']),
    },
    {
      rpc: 'add_users',
      what: 'of another workspace',
      request: () => ({ ...own(), users: ['owner-2'] }),
      fails: 'NOT_FOUND',
      text: /users = owner-2/,
    },
    {
      rpc: 'remove_users',
      what: 'one of them',
      request: () => ({ ...own(), users: ['owner-1'] }),
      gives: made => assert.deepEqual(made.users, ['member']),
    },
    {
      rpc: 'remove_users',
      what: 'nobody',
      request: () => ({ ...own(), users: ['nobody'] }),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'list',
      what: 'of a user',
      request: () => ({ userId: 'member' }),
      gives: ({ results }) =>
        assert.deepEqual(
          results.map(one => one.projectId),
          [projectId],
        ),
    },
    {
      rpc: 'list',
      what: 'of a group',
      request: () => ({ projectGroupId: top }),
      gives: ({ totalCount }) => assert.equal(totalCount, 0),
    },
    {
      rpc: 'list',
      what: 'of a group and those below',
      request: () => ({ projectGroupId: top, includeChildren: true }),
      gives: ({ results }) =>
        assert.deepEqual(
          results.map(one => one.projectId),
          [projectId],
        ),
    },
    {
      rpc: 'list',
      what: 'of a group that isn’t there',
      request: () => ({ projectGroupId: 'pg-0', includeChildren: true }),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'update_project_type',
      what: 'to public, without users',
      request: () => ({ ...own(), projectType: PUBLIC }),
      gives: made => assert.deepEqual([made.projectType, made.users], [PUBLIC, []]),
    },
    { rpc: 'update_project_type', what: 'to none', request: own, fails: 'REQUIRED_PARAMETER' },
    {
      rpc: 'add_users',
      what: 'to a public one',
      request: () => ({ ...own(), users: ['member'] }),
      fails: 'INVALID_PARAMETER',
    },
    {
      rpc: 'change_project_group',
      what: 'to another',
      request: () => ({ ...own(), projectGroupId: top }),
      gives: made => assert.equal(made.projectGroupId, top),
    },
    {
      rpc: 'change_project_group',
      what: 'to none',
      request: own,
      gives: made => assert.equal(made.projectGroupId, ''),
    },
    {
      rpc: 'change_project_group',
      what: 'to one that isn’t there',
      request: () => ({ ...own(), projectGroupId: 'pg-0' }),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'get',
      what: 'by the administrator',
      token: () => tenant.admin,
      request: own,
      gives: made => assert.equal(made.name, 'p-2'),
    },
    { rpc: 'get', what: 'by another workspace', token: () => owners[1], request: own, fails: 'NOT_FOUND' },
    {
      rpc: 'stat',
      what: 'the names',
      request: () => ({ query: { distinct: 'name' } }),
      gives: answer => assert.deepEqual(resultsOf(answer), ['p', 'p-2']),
    },
    { rpc: 'stat', what: 'nothing', request: () => ({ query: {} }), fails: 'REQUIRED_PARAMETER' },
    { rpc: 'delete', what: 'one that isn’t there', request: () => absent, fails: 'NOT_FOUND' },
    { rpc: 'delete', what: 'it', request: own, gives: () => {} },
  ]);

  it('is kept while it has accounts', async () => {
    const { projectId: id } = await as(Project, owners[0]).create({ name: 'full', projectType: PRIVATE });
    await postgres.query(
      `insert into service_accounts (service_account_id, name, state, provider, domain_id, workspace_id, project_id)
       values ('sa-1', 'a', 'ACTIVE', 'aws', $1, $2, $3)`,
      [domainId, workspaces[0], id],
    );
    await fails(
      as(Project, owners[0]).delete({ projectId: id }),
      'EXIST_RESOURCE',
      /^'ServiceAccount' resources/,
    );
  });
});
