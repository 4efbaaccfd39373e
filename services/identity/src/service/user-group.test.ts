import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RoleBinding } from '@hawser/proto/spaceone/api/identity/v2/role_binding_pb.js';
import { UserGroup } from '@hawser/proto/spaceone/api/identity/v2/user_group_pb.js';
import { User } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { WorkspaceUser } from '@hawser/proto/spaceone/api/identity/v2/workspace_user_pb.js';
import { resultsOf, runCases } from '../../test/cases.ts';
import { fails } from '../../test/fails.ts';
import { password, startPlatform } from '../../test/platform.ts';
import { createTenant, LOCAL } from '../../test/tenants.ts';

describe('UserGroup', async () => {
  const platform = await startPlatform();
  const { as } = platform;
  const tenant = await createTenant(platform, 'tenant');
  const stranger = await createTenant(platform, 'stranger');
  const { admin, owners, workspaces, domainId } = tenant;
  const groups = as(UserGroup, owners[0]);
  let team = '';
  const at = (more: object = {}) => ({ userGroupId: team, ...more });

  runCases(platform, UserGroup, () => owners[0], [
    {
      rpc: 'create',
      what: 'in the owner’s workspace',
      request: () => ({ name: 'team', description: 'Who is on call', tags: { a: 1 } }),
      gives: made => {
        team = made.userGroupId;
        assert.match(team, /^ug-[0-9a-f]{12}$/);
        const { name, description, tags, users, workspaceId } = made;
        assert.deepEqual([name, description, tags, users], ['team', 'Who is on call', { a: 1 }, []]);
        assert.deepEqual([workspaceId, made.domainId], [workspaces[0], domainId]);
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
      what: 'one of the name in another workspace',
      token: () => owners[1],
      request: () => ({ name: 'team' }),
      gives: made => assert.equal(made.workspaceId, workspaces[1]),
    },
    {
      rpc: 'create',
      what: 'by a member',
      token: () => tenant.member,
      request: () => ({ name: 'x' }),
      fails: 'PERMISSION_DENIED',
    },
    {
      rpc: 'create',
      what: 'by the system, which names no workspace',
      token: () => platform.systemToken,
      request: () => ({ name: 'x' }),
      fails: 'REQUIRED_PARAMETER',
      text: /workspace_id/,
    },
    {
      rpc: 'update',
      what: 'what is given',
      request: () => at({ name: 'team-2' }),
      gives: made => assert.deepEqual([made.name, made.tags], ['team-2', { a: 1 }]),
    },
    {
      rpc: 'update',
      what: 'another workspace’s',
      token: () => owners[1],
      request: () => at({ name: 'x' }),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'add_users',
      what: 'of the workspace, each once',
      request: () => at({ users: ['member', 'owner-1', 'member'] }),
      gives: made => assert.deepEqual(made.users, ['member', 'owner-1']),
    },
    {
      rpc: 'add_users',
      what: 'of another workspace',
      request: () => at({ users: ['member', 'owner-2'] }),
      fails: 'NOT_FOUND',
      text: /users = owner-2\)/,
    },
    {
      rpc: 'remove_users',
      what: 'of the group',
      request: () => at({ users: ['owner-1'] }),
      gives: made => assert.deepEqual(made.users, ['member']),
    },
    {
      rpc: 'remove_users',
      what: 'who isn’t in it',
      request: () => at({ users: ['member', 'owner-1'] }),
      fails: 'NOT_FOUND',
      text: /users = owner-1\)/,
    },
    { rpc: 'remove_users', what: 'none', request: () => at(), fails: 'REQUIRED_PARAMETER', text: /users/ },
    {
      rpc: 'get',
      what: 'by a member',
      token: () => tenant.member,
      request: () => at(),
      gives: one => assert.deepEqual([one.name, one.users], ['team-2', ['member']]),
    },
    {
      rpc: 'get',
      what: 'by another workspace',
      token: () => owners[1],
      request: () => at(),
      fails: 'NOT_FOUND',
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
      what: 'those of a user',
      request: () => ({ userId: 'member' }),
      gives: ({ results }) =>
        assert.deepEqual(
          results.map(one => one.userGroupId),
          [team],
        ),
    },
    {
      rpc: 'list',
      what: 'of the domain, by its administrator',
      token: () => admin,
      request: () => ({}),
      gives: ({ totalCount }) => assert.equal(totalCount, 2),
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
      gives: answer => assert.deepEqual(resultsOf(answer), ['team-2']),
    },
    { rpc: 'stat', what: 'nothing', request: () => ({ query: {} }), fails: 'REQUIRED_PARAMETER' },
    {
      rpc: 'delete',
      what: 'another workspace’s',
      token: () => owners[1],
      request: () => at(),
      fails: 'NOT_FOUND',
    },
    { rpc: 'delete', what: 'one with users', request: () => at(), gives: () => {} },
  ]);

  it('loses nobody of those who are added at once', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const { userGroupId } = await groups.create({ name: 'crowd' });
    const user = { password, authType: LOCAL, roleId: 'managed-workspace-member' };
    for (const userId of names) await as(WorkspaceUser, owners[0]).create({ userId, ...user });
    await Promise.all(names.map(name => groups.add_users({ userGroupId, users: [name] })));
    assert.deepEqual((await groups.get({ userGroupId })).users.toSorted(), names);
  });

  it('is left by who is deleted, or loses the role in the workspace', async () => {
    const { userGroupId } = (await groups.list({ name: 'crowd' })).results[0]!;
    const { results } = await as(RoleBinding, admin).list({ userId: 'b' });
    await as(RoleBinding, owners[0]).delete({ roleBindingId: results[0]!.roleBindingId });
    await as(User, admin).delete({ userId: 'c' });
    assert.deepEqual((await groups.get({ userGroupId })).users.toSorted(), ['a', 'd', 'e']);
  });

  it('goes with its workspace', async () => {
    const other = as(UserGroup, admin);
    const { results } = await other.list({ name: 'team' });
    await as(Workspace, admin).delete({ workspaceId: workspaces[1] });
    await fails(other.get({ userGroupId: results[0]!.userGroupId }), 'NOT_FOUND');
  });
});
