import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { Role } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import { User } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { WorkspaceGroup } from '@hawser/proto/spaceone/api/identity/v2/workspace_group_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { resultsOf, runCases } from '../../test/cases.ts';
import { password, startPlatform } from '../../test/platform.ts';
import { createTenant, LOCAL } from '../../test/tenants.ts';
import { groupTools } from '../../test/workspace-groups.ts';

const [owner, member] = ['managed-workspace-owner', 'managed-workspace-member'];

describe('WorkspaceGroup', async () => {
  const platform = await startPlatform();
  const { as } = platform;
  const tenant = await createTenant(platform, 'tenant');
  const stranger = await createTenant(platform, 'stranger');
  const { admin, workspaces } = tenant;
  const [one] = workspaces;
  for (const userId of ['kim', 'lee'])
    await as(User, admin).create({ userId, name: userId.toUpperCase(), password, authType: LOCAL });
  const { roleId: guest } = await as(Role, admin).create({ name: 'guest', roleType: 3 });
  let team = '';
  const at = (more: object = {}) => ({ workspaceGroupId: team, ...more });
  const { rolesOf, move } = groupTools(platform, admin, one);

  runCases(platform, WorkspaceGroup, () => admin, [
    {
      rpc: 'create',
      what: 'one',
      request: () => ({ name: 'team', tags: { a: 1 } }),
      gives: made => {
        team = made.workspaceGroupId;
        assert.match(team, /^wg-[0-9a-f]{12}$/);
        assert.deepEqual([made.createdBy, made.updatedBy, made.updatedAt], ['admin', '', '']);
        assert.deepEqual([made.workspaceCount, made.users, made.tags], [0, [], { a: 1 }]);
      },
    },
    {
      rpc: 'create',
      what: 'a second one of the name',
      request: () => ({ name: 'team' }),
      fails: 'NOT_UNIQUE',
      text: /name = team/,
    },
    {
      rpc: 'create',
      what: 'by an owner',
      token: () => tenant.owners[0],
      request: () => ({ name: 'x' }),
      fails: 'PERMISSION_DENIED',
    },
    {
      rpc: 'update',
      what: 'the name',
      request: () => at({ name: 'team-2' }),
      gives: made => {
        assert.deepEqual([made.name, made.tags, made.updatedBy], ['team-2', { a: 1 }, 'admin']);
        assert.notEqual(made.updatedAt, '');
      },
    },
    {
      rpc: 'update',
      what: 'another domain’s',
      token: () => stranger.admin,
      request: () => at({ name: 'x' }),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'add_users',
      what: 'before there are workspaces',
      request: () => at({ users: [{ userId: 'kim', roleId: owner }] }),
      gives: async ({ users }) => {
        const [{ userId, userName, roleId, roleType, state }] = users as [(typeof users)[0]];
        assert.deepEqual([userId, userName, roleId], ['kim', 'KIM', owner]);
        assert.deepEqual([roleType, state], ['WORKSPACE_OWNER', 'PENDING']);
        assert.equal((await move(one, team)).userCount, 3);
        assert.deepEqual(await rolesOf('kim'), [`1: ${owner}: ${team}`]);
      },
    },
    {
      rpc: 'add_users',
      what: 'who have a role there already, which is replaced',
      request: () =>
        at({
          users: [
            { userId: 'lee', roleId: guest },
            { userId: 'member', roleId: owner },
          ],
        }),
      gives: async ({ users, workspaceCount }) => {
        assert.deepEqual([users.map(({ userId }) => userId), workspaceCount], [['kim', 'lee', 'member'], 1]);
        assert.deepEqual(await rolesOf('member'), [`1: ${owner}: ${team}`]);
        assert.deepEqual(await rolesOf('lee'), [`1: ${guest}: ${team}`]);
      },
    },
    {
      rpc: 'add_users',
      what: 'who is in it',
      request: () => at({ users: [{ userId: 'kim', roleId: owner }] }),
      fails: 'INVALID_PARAMETER',
      text: /kim would be in the group twice/,
    },
    {
      rpc: 'add_users',
      what: 'of another domain',
      request: () => at({ users: [{ userId: 'nobody', roleId: owner }] }),
      fails: 'NOT_FOUND',
      text: /users = nobody/,
    },
    {
      rpc: 'add_users',
      what: 'as administrators',
      request: () => at({ users: [{ userId: 'owner-2', roleId: 'managed-domain-admin' }] }),
      fails: 'INVALID_PARAMETER',
      text: /DOMAIN_ADMIN/,
    },
    {
      rpc: 'add_users',
      what: 'without a role',
      request: () => at({ users: [{ userId: 'owner-2' }] }),
      fails: 'REQUIRED_PARAMETER',
      text: /users\[0\]\.role_id/,
    },
    {
      rpc: 'update_role',
      what: 'of a user',
      request: () => at({ userId: 'lee', roleId: member }),
      gives: async ({ users }) => {
        assert.equal(users.find(({ userId }) => userId === 'lee')!.roleId, member);
        assert.deepEqual(await rolesOf('lee'), [`1: ${member}: ${team}`]);
      },
    },
    {
      rpc: 'update_role',
      what: 'of somebody else',
      request: () => at({ userId: 'owner-2', roleId: member }),
      fails: 'NOT_FOUND',
      text: /user_id = owner-2/,
    },
    {
      rpc: 'remove_users',
      what: 'who lose the role',
      request: () => at({ users: [{ userId: 'member' }] }),
      gives: async ({ users }) => {
        assert.deepEqual(
          users.map(({ userId }) => userId),
          ['kim', 'lee'],
        );
        assert.deepEqual(await rolesOf('member'), []);
        assert.equal((await as(Workspace, admin).get({ workspaceId: one })).userCount, 3);
      },
    },
    {
      rpc: 'remove_users',
      what: 'who isn’t in it',
      request: () => at({ users: [{ userId: 'lee' }, { userId: 'member' }] }),
      fails: 'NOT_FOUND',
      text: /users = member\)/,
    },
    {
      rpc: 'get',
      what: 'it',
      request: () => at(),
      gives: ({ workspaceCount }) => assert.equal(workspaceCount, 1),
    },
    {
      rpc: 'get',
      what: 'by another domain',
      token: () => stranger.admin,
      request: () => at(),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'list',
      what: 'those of a creator',
      request: () => ({ createdBy: 'admin' }),
      gives: ({ results }) => assert.deepEqual([results.length, results[0]!.users.length], [1, 2]),
    },
    { rpc: 'list', what: 'unknown', request: () => ({ query: { only: ['x'] } }), fails: 'INVALID_PARAMETER' },
    {
      rpc: 'stat',
      what: 'the names',
      request: () => ({ query: { distinct: 'name' } }),
      gives: answer => assert.deepEqual(resultsOf(answer), ['team-2']),
    },
    { rpc: 'stat', what: 'nothing', request: () => ({ query: {} }), fails: 'REQUIRED_PARAMETER' },
    {
      rpc: 'delete',
      what: 'one that isn’t there',
      request: () => ({ workspaceGroupId: 'wg-0' }),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'delete',
      what: 'by another domain',
      token: () => stranger.admin,
      request: () => at(),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'delete',
      what: 'it, with the roles that it gave',
      request: () => at(),
      gives: async () => {
        assert.deepEqual([await rolesOf('kim'), await rolesOf('lee')], [[], []]);
        const { workspaceGroupId, userCount } = await as(Workspace, admin).get({ workspaceId: one });
        assert.deepEqual([workspaceGroupId, userCount], ['', 1]);
      },
    },
  ]);
});
