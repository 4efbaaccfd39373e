import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import {
  WorkspaceInfo_State as State,
  Workspace,
} from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { resultsOf, runCases } from '../../test/cases.ts';
import { startPlatform } from '../../test/platform.ts';
import { createTenant } from '../../test/tenants.ts';

describe('Workspace', async () => {
  const platform = await startPlatform();
  const tenant = await createTenant(platform, 'tenant');
  const { domainId, workspaces, owners } = tenant;
  await platform.as(Project, owners[0]).create({ name: 'p', projectType: 1 });
  const system = () => platform.systemToken;
  const absent = { workspaceId: 'workspace-0' };
  let workspaceId = '';
  const own = () => ({ workspaceId });

  runCases(
    platform,
    Workspace,
    () => tenant.admin,
    [
      {
        rpc: 'create',
        what: 'with its counts',
        request: () => ({ name: 'lab', tags: { a: 1 } }),
        gives: made => {
          workspaceId = made.workspaceId;
          assert.match(workspaceId, /^workspace-[0-9a-f]{12}$/);
          assert.deepEqual(
            [made.name, made.state, made.createdBy, made.dormantTtl],
            ['lab', State.ENABLED, 'admin', -1],
          );
        },
      },
      {
        rpc: 'create',
        what: 'a name that is taken',
        request: () => ({ name: 'lab' }),
        fails: 'NOT_UNIQUE',
        text: /name = lab/,
      },
      {
        rpc: 'create',
        what: 'by an owner',
        token: () => owners[0],
        request: () => ({ name: 'x' }),
        fails: 'PERMISSION_DENIED',
      },
      {
        rpc: 'update',
        what: 'the name',
        request: () => ({ ...own(), name: 'lab-2' }),
        gives: ({ name, tags }) => assert.deepEqual([name, tags], ['lab-2', { a: 1 }]),
      },
      {
        rpc: 'update',
        what: 'one that isn’t there',
        request: () => ({ ...absent, name: 'x' }),
        fails: 'NOT_FOUND',
        text: /workspace_id = workspace-0/,
      },
      {
        rpc: 'change_workspace_group',
        what: 'out of any',
        request: own,
        gives: ({ workspaceGroupId }) => assert.equal(workspaceGroupId, ''),
      },
      {
        rpc: 'change_workspace_group',
        what: 'into one that isn’t there',
        request: () => ({ ...own(), workspaceGroupId: 'wg-0' }),
        fails: 'NOT_FOUND',
        text: /workspace_group_id = wg-0/,
      },
      { rpc: 'disable', what: 'it', request: own, gives: ({ state }) => assert.equal(state, State.DISABLED) },
      { rpc: 'disable', what: 'one that isn’t there', request: () => absent, fails: 'NOT_FOUND' },
      {
        rpc: 'check',
        what: 'one that is disabled',
        token: system,
        request: () => ({ ...own(), domainId }),
        fails: 'INVALID_PARAMETER',
        text: /disabled/,
      },
      { rpc: 'enable', what: 'it', request: own, gives: ({ state }) => assert.equal(state, State.ENABLED) },
      { rpc: 'enable', what: 'one that isn’t there', request: () => absent, fails: 'NOT_FOUND' },
      { rpc: 'check', what: 'it', token: system, request: () => ({ ...own(), domainId }), gives: () => {} },
      {
        rpc: 'check',
        what: 'of another domain',
        token: system,
        request: () => ({ ...own(), domainId: 'domain-root' }),
        fails: 'NOT_FOUND',
      },
      {
        rpc: 'check',
        what: 'by an administrator',
        request: () => ({ ...own(), domainId }),
        fails: 'PERMISSION_DENIED',
      },
      { rpc: 'get', what: 'it', request: own, gives: ({ name }) => assert.equal(name, 'lab-2') },
      {
        rpc: 'get',
        what: 'by an owner',
        token: () => owners[0],
        request: () => ({ workspaceId: workspaces[0] }),
        fails: 'PERMISSION_DENIED',
      },
      {
        rpc: 'list',
        what: 'all',
        request: () => ({}),
        gives: ({ results, totalCount }) =>
          assert.deepEqual(
            [results.map(one => [one.name, one.userCount]), totalCount],
            [
              [
                ['lab-2', 0],
                ['one', 2],
                ['two', 1],
              ],
              3,
            ],
          ),
      },
      {
        rpc: 'list',
        what: 'with a wrong operator',
        request: () => ({
          query: {
            filter: [
              {
                keyAlias: { case: 'key', value: 'name' },
                operatorAlias: { case: 'operator', value: 'like' },
              },
            ],
          },
        }),
        fails: 'DB_QUERY',
      },
      {
        rpc: 'analyze',
        what: 'how many',
        request: () => ({ query: { fields: { n: { operator: 'count' } } } }),
        gives: answer => assert.deepEqual(resultsOf(answer), [{ n: 3 }]),
      },
      {
        rpc: 'analyze',
        what: 'without fields',
        request: () => ({ query: {} }),
        fails: 'REQUIRED_PARAMETER',
        text: /query.fields/,
      },
      {
        rpc: 'stat',
        what: 'the names',
        request: () => ({ query: { distinct: 'name' } }),
        gives: answer => assert.equal((resultsOf(answer) as string[]).length, 3),
      },
      {
        rpc: 'stat',
        what: 'without a query',
        request: () => ({}),
        fails: 'REQUIRED_PARAMETER',
        text: /query/,
      },
      {
        rpc: 'delete',
        what: 'one with a project',
        request: () => ({ workspaceId: workspaces[0] }),
        fails: 'EXIST_RESOURCE',
        text: /^'Project' resources is existed in Workspace/,
      },
      {
        rpc: 'delete',
        what: 'one with a project, by force',
        request: () => ({ workspaceId: workspaces[0], force: true }),
        gives: () => {},
      },
      { rpc: 'delete', what: 'it', request: own, gives: () => {} },
      { rpc: 'delete', what: 'it again', request: own, fails: 'NOT_FOUND' },
      { rpc: 'get', what: 'the deleted one', request: own, fails: 'NOT_FOUND' },
      {
        rpc: 'add_package',
        what: 'one that isn’t there',
        request: () => ({ workspaceId: workspaces[1], packageId: 'package-0' }),
        fails: 'NOT_FOUND',
        text: /package_id = package-0/,
      },
      {
        rpc: 'remove_package',
        what: 'one that isn’t there',
        request: () => ({ workspaceId: workspaces[1], packageId: 'package-0' }),
        fails: 'NOT_FOUND',
      },
    ],
    ['add_package answers', 'remove_package answers'],
  );
});
