import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RoleBinding } from '@hawser/proto/spaceone/api/identity/v2/role_binding_pb.js';
import { Role } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import { User } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { WorkspaceGroup } from '@hawser/proto/spaceone/api/identity/v2/workspace_group_pb.js';
import { WorkspaceGroupUser } from '@hawser/proto/spaceone/api/identity/v2/workspace_group_user_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { resultsOf, runCases } from '../../test/cases.ts';
import { fails } from '../../test/fails.ts';
import { password, startPlatform } from '../../test/platform.ts';
import { createTenant, LOCAL, scopes, tokenOf } from '../../test/tenants.ts';

const [owner, member] = ['managed-workspace-owner', 'managed-workspace-member'];

describe('WorkspaceGroupUser', async () => {
  const platform = await startPlatform();
  const { as } = platform;
  const tenant = await createTenant(platform, 'tenant');
  const stranger = await createTenant(platform, 'stranger');
  const { admin, workspaces, domainId } = tenant;
  const join = async (userId: string, domain = domainId) => {
    if (domain === domainId) await as(User, admin).create({ userId, password, authType: LOCAL });
    return tokenOf(platform, domain, userId, scopes.USER);
  };
  const [kim, lee, park] = [await join('kim'), await join('lee'), await join('park')];
  const foreign = await join('owner-1', stranger.domainId);
  const { roleId: limited } = await as(Role, admin).create({
    ...{ name: 'limited', roleType: 2, permissions: ['inventory:Region.read'] },
  });
  const { workspaceGroupId: team } = await as(WorkspaceGroup, admin).create({ name: 'team' });
  const { workspaceGroupId: other } = await as(WorkspaceGroup, admin).create({ name: 'other' });
  const users = [
    { userId: 'kim', roleId: owner },
    { userId: 'lee', roleId: member },
  ];
  await as(WorkspaceGroup, admin).add_users({ workspaceGroupId: team, users });
  await as(WorkspaceGroup, admin).add_users({
    workspaceGroupId: other,
    users: [{ userId: 'lee', roleId: owner }],
  });
  await as(Workspace, admin).change_workspace_group({ workspaceId: workspaces[0], workspaceGroupId: team });
  const at = (more: object = {}) => ({ workspaceGroupId: team, ...more });
  const idsOf = (all: readonly { userId: string }[]) => all.map(({ userId }) => userId);
  const roleOf = async (userId: string) => (await as(RoleBinding, admin).list({ userId })).results[0]?.roleId;

  runCases(platform, WorkspaceGroupUser, () => kim, [
    {
      rpc: 'add',
      what: 'by an owner of the group',
      request: () => at({ users: [{ userId: 'park', roleId: limited }] }),
      gives: async answer => {
        assert.deepEqual(idsOf(answer.users), ['kim', 'lee', 'park']);
        assert.equal(await roleOf('park'), limited);
      },
    },
    {
      rpc: 'add',
      what: 'by a member of the group',
      token: () => lee,
      request: () => at({ users: [{ userId: 'owner-2', roleId: member }] }),
      fails: 'PERMISSION_DENIED',
    },
    {
      rpc: 'add',
      what: 'by an owner whose role doesn’t allow it',
      token: () => park,
      request: () => at({ users: [{ userId: 'owner-2', roleId: owner }] }),
      fails: 'PERMISSION_DENIED',
    },
    {
      rpc: 'add',
      what: 'to a group that one isn’t in',
      request: () => ({ workspaceGroupId: other, users: [{ userId: 'kim', roleId: owner }] }),
      fails: 'NOT_FOUND',
      text: /workspace_group_id/,
    },
    {
      rpc: 'add',
      what: 'by another domain’s user',
      token: () => foreign,
      request: () => at({ users: [{ userId: 'owner-1', roleId: owner }] }),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'add',
      what: 'by an app’s or a service’s token',
      token: () => platform.systemToken,
      request: () => at({ users: [{ userId: 'owner-2', roleId: owner }] }),
      fails: 'PERMISSION_DENIED',
    },
    {
      rpc: 'update_role',
      what: 'of another',
      request: () => at({ targetUserId: 'park', roleId: member }),
      gives: async () => assert.equal(await roleOf('park'), member),
    },
    {
      rpc: 'update_role',
      what: 'of oneself',
      request: () => at({ targetUserId: 'kim', roleId: member }),
      fails: 'INVALID_PARAMETER',
      text: /key = target_user_id.*oneself/,
    },
    {
      rpc: 'update_role',
      what: 'of oneself, by a member',
      token: () => lee,
      request: () => at({ targetUserId: 'lee', roleId: owner }),
      fails: 'PERMISSION_DENIED',
    },
    {
      rpc: 'update_role',
      what: 'of who isn’t in it',
      request: () => at({ targetUserId: 'owner-2', roleId: member }),
      fails: 'NOT_FOUND',
      text: /target_user_id = owner-2/,
    },
    {
      rpc: 'remove',
      what: 'oneself',
      request: () => at({ users: [{ userId: 'kim' }] }),
      fails: 'INVALID_PARAMETER',
      text: /oneself/,
    },
    {
      rpc: 'remove',
      what: 'another, who loses the role',
      request: () => at({ users: [{ userId: 'park' }] }),
      gives: async answer => {
        assert.deepEqual(idsOf(answer.users), ['kim', 'lee']);
        assert.equal(await roleOf('park'), undefined);
      },
    },
    {
      rpc: 'find',
      what: 'who isn’t in it',
      token: () => lee,
      request: () => at(),
      gives: answer => {
        assert.deepEqual(idsOf(answer.results), ['admin', 'member', 'owner-1', 'owner-2', 'park']);
        assert.equal(answer.totalCount, 5);
      },
    },
    {
      rpc: 'find',
      what: 'by keyword',
      request: () => at({ keyword: 'OWNER', page: { start: 1, limit: 1 } }),
      gives: answer => assert.deepEqual([idsOf(answer.results), answer.totalCount], [['owner-1'], 2]),
    },
    {
      rpc: 'find',
      what: 'for a group that one isn’t in',
      request: () => ({ workspaceGroupId: other }),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'get',
      what: 'one’s own',
      token: () => lee,
      request: () => at(),
      gives: ({ name, workspaceCount }) => assert.deepEqual([name, workspaceCount], ['team', 1]),
    },
    {
      rpc: 'get',
      what: 'one that one isn’t in, by an administrator',
      token: () => admin,
      request: () => at(),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'list',
      what: 'one’s own',
      token: () => lee,
      request: () => ({}),
      gives: ({ results }) =>
        assert.deepEqual(
          results.map(({ name }) => name),
          ['other', 'team'],
        ),
    },
    {
      rpc: 'list',
      what: 'of another domain',
      token: () => foreign,
      request: () => at(),
      gives: ({ totalCount }) => assert.equal(totalCount, 0),
    },
    { rpc: 'list', what: 'unknown', request: () => ({ query: { only: ['x'] } }), fails: 'INVALID_PARAMETER' },
    {
      rpc: 'stat',
      what: 'the names',
      token: () => lee,
      request: () => at({ query: { distinct: 'name' } }),
      gives: answer => assert.deepEqual(resultsOf(answer), ['team']),
    },
    { rpc: 'stat', what: 'nothing', request: () => at({ query: {} }), fails: 'REQUIRED_PARAMETER' },
  ]);

  it('lets nobody act by a role that is disabled', async () => {
    const { roleId } = await as(Role, admin).create({ name: 'off', roleType: 2 });
    const groups = as(WorkspaceGroup, admin);
    await groups.add_users({ workspaceGroupId: team, users: [{ userId: 'park', roleId }] });
    const change = () =>
      as(WorkspaceGroupUser, park).update_role({ ...at(), targetUserId: 'lee', roleId: member });
    await change();
    await as(Role, admin).disable({ roleId });
    await fails(change(), 'PERMISSION_DENIED');
  });

  it('lets one of two owners alone demote the other, when both try at once', async () => {
    const { workspaceGroupId } = await as(WorkspaceGroup, admin).create({ name: 'duel' });
    const both = ['kim', 'lee'].map(userId => ({ userId, roleId: owner }));
    for (let round = 0; round < 5; round++) {
      await as(WorkspaceGroup, admin).add_users({ workspaceGroupId, users: both });
      const demote = (token: string, targetUserId: string) =>
        as(WorkspaceGroupUser, token).update_role({ workspaceGroupId, targetUserId, roleId: member });
      const ended = await Promise.allSettled([demote(kim, 'lee'), demote(lee, 'kim')]);
      assert.deepEqual(ended.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
      await as(WorkspaceGroup, admin).remove_users({ workspaceGroupId, users: both });
    }
  });
});
