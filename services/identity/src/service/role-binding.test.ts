import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  RoleBinding,
  RoleBindingInfo_RoleType as Type,
} from '@hawser/proto/spaceone/api/identity/v2/role_binding_pb.js';
import { Role } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import { User, UserInfo_RoleType } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { resultsOf, runCases } from '../../test/cases.ts';
import { fails } from '../../test/fails.ts';
import { password, startPlatform } from '../../test/platform.ts';
import { createTenant, group, LOCAL } from '../../test/tenants.ts';

const { DOMAIN, WORKSPACE } = group;
const [owner, member, administrator] = [
  'managed-workspace-owner',
  'managed-workspace-member',
  'managed-domain-admin',
];

describe('RoleBinding', async () => {
  const platform = await startPlatform();
  const { as } = platform;
  const tenant = await createTenant(platform, 'tenant');
  const { admin, workspaces, owners } = tenant;
  const [workspaceId, otherWorkspace] = workspaces;
  for (const userId of ['kim', 'lee', 'boss']) {
    await as(User, admin).create({ userId, password, authType: LOCAL });
  }
  const { roleId: disabled } = await as(Role, admin).create({ name: 'off', roleType: 3 });
  await as(Role, admin).disable({ roleId: disabled });
  const bindingOf = async (userId: string) =>
    (await as(RoleBinding, admin).list({ userId })).results[0]!.roleBindingId;
  const ownerBinding = await bindingOf('owner-1');
  const adminBinding = await bindingOf('admin');
  let roleBindingId = '';
  let bossBinding = '';
  const kim = (extra: object = {}) => ({
    userId: 'kim',
    roleId: member,
    resourceGroup: WORKSPACE,
    workspaceId,
    ...extra,
  });

  runCases(platform, RoleBinding, () => admin, [
    {
      rpc: 'create',
      what: 'in a workspace',
      request: () => kim(),
      gives: made => {
        roleBindingId = made.roleBindingId;
        assert.match(roleBindingId, /^rb-[0-9a-f]{12}$/);
        assert.deepEqual(
          [made.roleType, made.workspaceId, made.userId],
          [Type.WORKSPACE_MEMBER, workspaceId, 'kim'],
        );
      },
    },
    {
      rpc: 'create',
      what: 'a second one in the workspace',
      request: () => kim({ roleId: owner }),
      fails: 'NOT_UNIQUE',
      text: /user_id = kim/,
    },
    {
      rpc: 'create',
      what: 'of nobody',
      request: () => kim({ userId: 'nobody' }),
      fails: 'NOT_FOUND',
      text: /user_id = nobody/,
    },
    {
      rpc: 'create',
      what: 'with no role',
      request: () => kim({ userId: 'lee', roleId: 'role-0' }),
      fails: 'NOT_FOUND',
      text: /role_id = role-0/,
    },
    {
      rpc: 'create',
      what: 'with a role that is disabled',
      request: () => kim({ userId: 'lee', roleId: disabled }),
      fails: 'INVALID_PARAMETER',
      text: /disabled/,
    },
    {
      rpc: 'create',
      what: 'in no workspace',
      request: () => kim({ userId: 'lee', workspaceId: 'workspace-0' }),
      fails: 'NOT_FOUND',
      text: /workspace_id = workspace-0/,
    },
    {
      rpc: 'create',
      what: 'without the workspace',
      request: () => kim({ userId: 'lee', workspaceId: '' }),
      fails: 'REQUIRED_PARAMETER',
      text: /workspace_id/,
    },
    {
      rpc: 'create',
      what: 'an administrator’s role in a workspace',
      request: () => kim({ userId: 'lee', roleId: administrator }),
      fails: 'INVALID_PARAMETER',
      text: /DOMAIN_ADMIN, which isn't WORKSPACE_OWNER or WORKSPACE_MEMBER/,
    },
    {
      rpc: 'create',
      what: 'an owner’s role in the domain',
      request: () => kim({ userId: 'lee', resourceGroup: DOMAIN, roleId: owner }),
      fails: 'INVALID_PARAMETER',
    },
    {
      rpc: 'create',
      what: 'an administrator by an owner',
      token: () => owners[0],
      request: () => kim({ userId: 'lee', resourceGroup: DOMAIN, roleId: administrator }),
      fails: 'PERMISSION_DENIED',
    },
    {
      rpc: 'create',
      what: 'by an owner, in the owner’s workspace whatever is asked',
      token: () => owners[0],
      request: () => kim({ userId: 'lee', workspaceId: otherWorkspace }),
      gives: made => assert.equal(made.workspaceId, workspaceId),
    },
    {
      rpc: 'create',
      what: 'another administrator',
      request: () => ({ userId: 'boss', roleId: administrator, resourceGroup: DOMAIN }),
      gives: made => {
        bossBinding = made.roleBindingId;
        assert.deepEqual([made.workspaceId, made.roleType], ['*', Type.DOMAIN_ADMIN]);
      },
    },
    {
      rpc: 'update_role',
      what: 'of a member to owner',
      request: () => ({ roleBindingId, roleId: owner }),
      gives: made => assert.deepEqual([made.roleId, made.roleType], [owner, Type.WORKSPACE_OWNER]),
    },
    {
      rpc: 'update_role',
      what: 'of a member to administrator',
      request: () => ({ roleBindingId, roleId: administrator }),
      fails: 'INVALID_PARAMETER',
    },
    {
      rpc: 'update_role',
      what: 'of oneself',
      token: () => owners[0],
      request: () => ({ roleBindingId: ownerBinding, roleId: member }),
      fails: 'INVALID_PARAMETER',
      text: /oneself/,
    },
    {
      rpc: 'update_role',
      what: 'of none',
      request: () => ({ roleBindingId: 'rb-0', roleId: owner }),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'get',
      what: 'by an owner',
      token: () => owners[0],
      request: () => ({ roleBindingId }),
      gives: made => assert.equal(made.userId, 'kim'),
    },
    {
      rpc: 'get',
      what: 'by another workspace’s owner',
      token: () => owners[1],
      request: () => ({ roleBindingId }),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'list',
      what: 'of a role',
      request: () => ({ roleId: administrator }),
      gives: ({ results }) => assert.deepEqual(results.map(one => one.userId).toSorted(), ['admin', 'boss']),
    },
    { rpc: 'list', what: 'unknown', request: () => ({ query: { only: ['x'] } }), fails: 'INVALID_PARAMETER' },
    {
      rpc: 'stat',
      what: 'of a workspace',
      token: () => owners[1],
      request: () => ({ query: { distinct: 'user_id' } }),
      gives: answer => assert.deepEqual(resultsOf(answer), ['owner-2']),
    },
    { rpc: 'stat', what: 'without a query', request: () => ({}), fails: 'REQUIRED_PARAMETER' },
    {
      rpc: 'delete',
      what: 'one’s own',
      request: () => ({ roleBindingId: adminBinding }),
      fails: 'INVALID_PARAMETER',
      text: /oneself/,
    },
    {
      rpc: 'delete',
      what: 'another administrator’s',
      request: () => ({ roleBindingId: bossBinding }),
      gives: () => {},
    },
    {
      rpc: 'delete',
      what: 'an owner’s while there is another',
      request: () => ({ roleBindingId }),
      gives: () => {},
    },
    {
      rpc: 'delete',
      what: 'the last owner’s',
      request: () => ({ roleBindingId: ownerBinding }),
      fails: 'INVALID_PARAMETER',
      text: /last owner/,
    },
    { rpc: 'delete', what: 'it again', request: () => ({ roleBindingId }), fails: 'NOT_FOUND' },
  ]);

  it('shows in users and workspaces', async () => {
    const { roleType, roleId } = await as(User, admin).get({ userId: 'boss' });
    assert.deepEqual([roleType, roleId], [UserInfo_RoleType.USER, '']);
    assert.equal((await as(Workspace, admin).get({ workspaceId })).userCount, 3);
  });

  it('keeps the last administrator, even when two are taken away at once', async () => {
    const bind = { roleId: administrator, resourceGroup: DOMAIN };
    const { roleBindingId: boss } = await as(RoleBinding, admin).create({ userId: 'boss', ...bind });
    await as(User, admin).enable({ userId: 'boss' });
    const system = as(RoleBinding, platform.systemToken, { x_domain_id: tenant.domainId });
    const both = [boss, adminBinding].map(id => system.delete({ roleBindingId: id }));
    const outcomes = await Promise.allSettled(both);
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    const { results } = await system.list({ roleId: administrator });
    assert.equal(results.length, 1);
    await fails(
      system.delete({ roleBindingId: results[0]!.roleBindingId }),
      'INVALID_PARAMETER',
      /last administrator/,
    );
  });
});
