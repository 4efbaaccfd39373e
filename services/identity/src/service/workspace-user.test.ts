import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  RoleBinding,
  RoleBindingInfo_RoleType as Type,
} from '@hawser/proto/spaceone/api/identity/v2/role_binding_pb.js';
import { AuthType, User } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { WorkspaceUser } from '@hawser/proto/spaceone/api/identity/v2/workspace_user_pb.js';
import { resultsOf, runCases } from '../../test/cases.ts';
import { fails } from '../../test/fails.ts';
import { password, startPlatform } from '../../test/platform.ts';
import { createTenant, group, LOCAL, logIn } from '../../test/tenants.ts';

const [owner, member] = ['managed-workspace-owner', 'managed-workspace-member'];
const idsOf = ({ results }: { results: readonly { userId: string }[] }) => results.map(one => one.userId);

describe('WorkspaceUser', async () => {
  const platform = await startPlatform();
  const { as } = platform;
  const tenant = await createTenant(platform, 'tenant');
  const stranger = await createTenant(platform, 'stranger');
  const { admin, workspaces, owners, domainId } = tenant;
  const [workspaceId, otherWorkspace] = workspaces;
  await as(User, admin).create({ userId: 'lee', name: 'Lee', authType: AuthType.EXTERNAL });
  const kim = (extra: object = {}) => ({
    ...{ userId: 'kim', name: ' Kim ', password, authType: LOCAL, roleId: member, ...extra },
  });

  runCases(platform, WorkspaceUser, () => owners[0], [
    {
      rpc: 'create',
      what: 'somebody new',
      request: () => kim({ tags: { team: 'blue' }, email: 'kim@example.com' }),
      gives: made => {
        assert.deepEqual(
          [made.userId, made.name, made.email, made.tags, made.domainId, made.authType],
          ['kim', 'Kim', 'kim@example.com', { team: 'blue' }, domainId, AuthType.LOCAL],
        );
        const binding = made.roleBindingInfo!;
        assert.match(binding.roleBindingId, /^rb-[0-9a-f]{12}$/);
        assert.match(binding.createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        assert.deepEqual(
          [binding.roleId, binding.roleType, binding.workspaceId, binding.userId],
          [member, Type.WORKSPACE_MEMBER, workspaceId, 'kim'],
        );
      },
    },
    {
      rpc: 'create',
      what: 'somebody who is in the workspace',
      request: () => kim({ roleId: owner }),
      fails: 'NOT_UNIQUE',
      text: /user_id = kim/,
    },
    {
      rpc: 'create',
      what: 'somebody of the domain, who stays as they are',
      token: () => owners[1],
      request: () => kim({ name: 'Other', password: 'Other-12345', roleId: owner }),
      gives: async made => {
        assert.deepEqual([made.name, made.roleBindingInfo!.roleType], ['Kim', Type.WORKSPACE_OWNER]);
        await logIn(platform, domainId, 'kim');
      },
    },
    {
      rpc: 'create',
      what: 'without a password',
      request: () => kim({ userId: 'park', password: '' }),
      fails: 'REQUIRED_PARAMETER',
      text: /password/,
    },
    {
      rpc: 'create',
      what: 'with a mailed password',
      request: () => kim({ userId: 'park', resetPassword: true }),
      fails: 'NOT_IMPLEMENTED',
    },
    {
      rpc: 'create',
      what: 'with an administrator’s role',
      request: () => kim({ userId: 'park', roleId: 'managed-domain-admin' }),
      fails: 'INVALID_PARAMETER',
      text: /DOMAIN_ADMIN/,
    },
    {
      rpc: 'create',
      what: 'by a member',
      token: () => tenant.member,
      request: () => kim({ userId: 'park' }),
      fails: 'PERMISSION_DENIED',
    },
    {
      rpc: 'create',
      what: 'by the system, which names no workspace',
      token: () => platform.systemToken,
      request: () => kim({ userId: 'park' }),
      fails: 'REQUIRED_PARAMETER',
      text: /workspace_id/,
    },
    {
      rpc: 'get',
      what: 'by a member',
      token: () => tenant.member,
      request: () => ({ userId: 'owner-1' }),
      gives: one => assert.equal(one.roleBindingInfo!.roleType, Type.WORKSPACE_OWNER),
    },
    {
      rpc: 'get',
      what: 'of a workspace, by the administrator',
      token: () => admin,
      request: () => ({ userId: 'kim', workspaceId: otherWorkspace }),
      gives: one => assert.equal(one.roleBindingInfo!.workspaceId, otherWorkspace),
    },
    {
      rpc: 'get',
      what: 'without a workspace',
      token: () => admin,
      request: () => ({ userId: 'kim' }),
      fails: 'REQUIRED_PARAMETER',
      text: /workspace_id/,
    },
    {
      rpc: 'get',
      what: 'who is in another workspace, whatever is asked',
      request: () => ({ userId: 'owner-2', workspaceId: otherWorkspace }),
      fails: 'NOT_FOUND',
      text: /user_id = owner-2/,
    },
    { rpc: 'get', what: 'the administrator', request: () => ({ userId: 'admin' }), fails: 'NOT_FOUND' },
    {
      rpc: 'get',
      what: 'by another domain’s administrator',
      token: () => stranger.admin,
      request: () => ({ userId: 'kim', workspaceId }),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'find',
      what: 'who isn’t there yet',
      request: () => ({}),
      gives: answer => {
        assert.deepEqual(idsOf(answer), ['admin', 'lee', 'owner-2']);
        assert.deepEqual([answer.totalCount, answer.results[1]!.name], [3, 'Lee']);
      },
    },
    {
      rpc: 'find',
      what: 'by keyword and login',
      request: () => ({ keyword: 'LE', authType: AuthType.EXTERNAL }),
      gives: answer => assert.deepEqual(idsOf(answer), ['lee']),
    },
    {
      rpc: 'find',
      what: 'one page',
      request: () => ({ page: { start: 2, limit: 1 } }),
      gives: answer => assert.deepEqual([idsOf(answer), answer.totalCount], [['lee'], 3]),
    },
    {
      rpc: 'find',
      what: 'for another domain’s workspace',
      token: () => stranger.admin,
      request: () => ({ workspaceId }),
      fails: 'NOT_FOUND',
      text: /workspace_id/,
    },
    {
      rpc: 'list',
      what: 'all',
      request: () => ({}),
      gives: answer => assert.deepEqual(idsOf(answer), ['kim', 'member', 'owner-1']),
    },
    {
      rpc: 'list',
      what: 'of a type of role in the workspace',
      request: () => ({ roleType: 'WORKSPACE_OWNER' }),
      gives: answer => assert.deepEqual(idsOf(answer), ['owner-1']),
    },
    {
      rpc: 'list',
      what: 'by a part of the role binding',
      request: () => ({
        query: {
          filter: [
            {
              keyAlias: { case: 'k', value: 'role_binding_info.role_id' },
              valueAlias: { case: 'v', value: { kind: { case: 'stringValue', value: member } } },
              operatorAlias: { case: 'o', value: 'eq' },
            },
          ],
        },
      }),
      gives: answer => assert.deepEqual(idsOf(answer), ['kim', 'member']),
    },
    {
      rpc: 'list',
      what: 'of another domain’s workspace',
      token: () => stranger.admin,
      request: () => ({ workspaceId }),
      gives: answer => assert.deepEqual([idsOf(answer), answer.totalCount], [[], 0]),
    },
    {
      rpc: 'list',
      what: 'what nobody may see',
      request: () => ({ query: { only: ['password_hash'] } }),
      fails: 'INVALID_PARAMETER',
    },
    {
      rpc: 'stat',
      what: 'who',
      request: () => ({ query: { distinct: 'user_id' } }),
      gives: answer => assert.deepEqual(resultsOf(answer), ['kim', 'member', 'owner-1']),
    },
    {
      rpc: 'stat',
      what: 'without a workspace',
      token: () => admin,
      request: () => ({ query: { distinct: 'user_id' } }),
      fails: 'REQUIRED_PARAMETER',
    },
  ]);

  it('counts in the workspace, and ends with the role', async () => {
    assert.equal((await as(Workspace, admin).get({ workspaceId })).userCount, 3);
    const { roleBindingInfo } = await as(WorkspaceUser, owners[0]).get({ userId: 'kim' });
    await as(RoleBinding, owners[0]).delete({ roleBindingId: roleBindingInfo!.roleBindingId });
    await fails(as(WorkspaceUser, owners[0]).get({ userId: 'kim' }), 'NOT_FOUND');
    assert.equal((await as(User, admin).get({ userId: 'kim' })).name, 'Kim');
  });

  it('makes nobody who gets no role', async () => {
    const call = as(WorkspaceUser, owners[0]).create(kim({ userId: 'choi', roleId: 'role-0' }));
    await fails(call, 'NOT_FOUND', /role_id = role-0/);
    await fails(as(User, admin).get({ userId: 'choi' }), 'NOT_FOUND');
  });

  it('knows a role in the whole domain from one in the workspace', async () => {
    const binding = { userId: 'admin', roleId: member, resourceGroup: group.WORKSPACE, workspaceId };
    await as(RoleBinding, admin).create(binding);
    const { results } = await as(WorkspaceUser, owners[0]).list({ userId: 'admin' });
    assert.deepEqual(
      results.map(one => one.roleBindingInfo!.roleId),
      [member],
    );
  });
});
