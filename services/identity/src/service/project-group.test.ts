import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { ProjectGroup } from '@hawser/proto/spaceone/api/identity/v2/project_group_pb.js';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { resultsOf, runCases } from '../../test/cases.ts';
import { startPlatform } from '../../test/platform.ts';
import { createTenant } from '../../test/tenants.ts';

describe('ProjectGroup', async () => {
  const platform = await startPlatform();
  const tenant = await createTenant(platform, 'tenant');
  const { owners, workspaces } = tenant;
  const { projectGroupId: foreign } = await platform.as(ProjectGroup, owners[1]).create({ name: 'foreign' });
  let top = '';
  let below = '';
  const at = (projectGroupId: string, more: object = {}) => ({ projectGroupId, ...more });

  runCases(platform, ProjectGroup, () => owners[0], [
    {
      rpc: 'create',
      what: 'at the top',
      request: () => ({ name: 'top', tags: { a: 1 } }),
      gives: made => {
        top = made.projectGroupId;
        assert.match(top, /^pg-[0-9a-f]{12}$/);
        assert.deepEqual([made.workspaceId, made.parentGroupId], [workspaces[0], '']);
      },
    },
    {
      rpc: 'create',
      what: 'below',
      request: () => ({ name: 'below', parentGroupId: top }),
      gives: made => {
        below = made.projectGroupId;
        assert.equal(made.parentGroupId, top);
      },
    },
    {
      rpc: 'create',
      what: 'below one of another workspace',
      request: () => ({ name: 'x', parentGroupId: foreign }),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'create',
      what: 'by a member',
      token: () => tenant.member,
      request: () => ({ name: 'x' }),
      fails: 'PERMISSION_DENIED',
    },
    {
      rpc: 'update',
      what: 'what is given',
      request: () => at(top, { name: 'top-2' }),
      gives: made => assert.deepEqual([made.name, made.tags], ['top-2', { a: 1 }]),
    },
    {
      rpc: 'update',
      what: 'one that isn’t there',
      request: () => at('pg-0', { name: 'x' }),
      fails: 'NOT_FOUND',
      text: /project_group_id = pg-0/,
    },
    {
      rpc: 'change_parent_group',
      what: 'below itself',
      request: () => at(top, { parentGroupId: top }),
      fails: 'INVALID_PARAMETER',
      text: /below itself/,
    },
    {
      rpc: 'change_parent_group',
      what: 'below one below it',
      request: () => at(top, { parentGroupId: below }),
      fails: 'INVALID_PARAMETER',
    },
    {
      rpc: 'change_parent_group',
      what: 'below one of another workspace',
      request: () => at(top, { parentGroupId: foreign }),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'change_parent_group',
      what: 'to the top',
      request: () => at(below),
      gives: made => assert.equal(made.parentGroupId, ''),
    },
    {
      rpc: 'change_parent_group',
      what: 'below again',
      request: () => at(below, { parentGroupId: top }),
      gives: made => assert.equal(made.parentGroupId, top),
    },
    {
      rpc: 'add_users',
      what: 'of the workspace',
      request: () => at(top, { users: ['member'] }),
      gives: made => assert.deepEqual(made.users, ['member']),
    },
    {
      rpc: 'add_users',
      what: 'of another workspace',
      request: () => at(top, { users: ['owner-2'] }),
      fails: 'NOT_FOUND',
      text: /users = owner-2/,
    },
    {
      rpc: 'remove_users',
      what: 'of the workspace',
      request: () => at(top, { users: ['member'] }),
      gives: made => assert.deepEqual(made.users, []),
    },
    { rpc: 'remove_users', what: 'none', request: () => at(top), fails: 'REQUIRED_PARAMETER', text: /users/ },
    {
      rpc: 'get',
      what: 'by a member',
      token: () => tenant.member,
      request: () => at(top),
      gives: made => assert.equal(made.name, 'top-2'),
    },
    {
      rpc: 'get',
      what: 'by another workspace',
      token: () => owners[1],
      request: () => at(top),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'list',
      what: 'below one',
      request: () => ({ parentGroupId: top }),
      gives: ({ results }) =>
        assert.deepEqual(
          results.map(one => one.projectGroupId),
          [below],
        ),
    },
    {
      rpc: 'list',
      what: 'an unknown key',
      request: () => ({ query: { sort: [{ key: 'nothing' }] } }),
      fails: 'INVALID_PARAMETER',
    },
    {
      rpc: 'stat',
      what: 'the names',
      request: () => ({ query: { distinct: 'name' } }),
      gives: answer => assert.deepEqual(resultsOf(answer), ['below', 'top-2']),
    },
    { rpc: 'stat', what: 'nothing', request: () => ({ query: {} }), fails: 'REQUIRED_PARAMETER' },
    {
      rpc: 'delete',
      what: 'one with a group',
      request: () => at(top),
      fails: 'EXIST_RESOURCE',
      text: /^'ProjectGroup' resources is existed in ProjectGroup/,
    },
    { rpc: 'delete', what: 'one below', request: () => at(below), gives: () => {} },
    {
      rpc: 'update',
      what: 'one with a project',
      request: () => at(top, { name: 'full' }),
      gives: async () =>
        void (await platform
          .as(Project, owners[0])
          .create({ name: 'p', projectType: 1, projectGroupId: top })),
    },
    {
      rpc: 'delete',
      what: 'one with a project',
      request: () => at(top),
      fails: 'EXIST_RESOURCE',
      text: /^'Project' resources is existed in ProjectGroup/,
    },
  ]);
});
