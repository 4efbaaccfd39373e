import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { App } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { RoleBinding } from '@hawser/proto/spaceone/api/identity/v2/role_binding_pb.js';
import { Role } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import { UserRequiredAction as Action, User } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import {
  type MyWorkspacesInfo,
  MyWorkspaceInfo_RoleType as RoleType,
  UserProfile,
} from '@hawser/proto/spaceone/api/identity/v2/user_profile_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { runCases } from '../../test/cases.ts';
import { fails } from '../../test/fails.ts';
import { password, startPlatform } from '../../test/platform.ts';
import { createTenant, group, LOCAL, logIn, scopes, tokenOf } from '../../test/tenants.ts';

const other = 'Other-12345';

describe('UserProfile', async () => {
  const platform = await startPlatform();
  const { as, systemToken } = platform;
  const tenant = await createTenant(platform, 'tenant');
  const { domainId, admin, owners, workspaces } = tenant;
  const [one, two] = workspaces;
  await as(User, admin).create({ userId: 'kim', password, authType: LOCAL, email: 'kim@example.com' });
  await as(User, admin).verify_email({ userId: 'kim', email: '' });
  const kim = await tokenOf(platform, domainId, 'kim', scopes.USER);
  const closed = await as(Workspace, admin).create({ name: 'closed' });
  const { roleId } = await as(Role, admin).create({ name: 'Guest', roleType: 3 });
  const bind = (workspaceId: string, role: string) =>
    as(RoleBinding, admin).create({
      userId: 'kim',
      roleId: role,
      workspaceId,
      resourceGroup: group.WORKSPACE,
    });
  const { clientSecret } = await as(App, owners[0]).create({
    name: 'app',
    roleId: 'managed-workspace-owner',
    resourceGroup: group.WORKSPACE,
    workspaceId: one,
  });
  const named = ({ results }: MyWorkspacesInfo) =>
    results.map(({ name, roleName, roleType }) => [name, roleName, RoleType[roleType]].join(': '));

  runCases(
    platform,
    UserProfile,
    () => kim,
    [
      {
        rpc: 'get',
        what: 'in any scope',
        token: () => owners[0],
        request: () => ({}),
        gives: ({ userId }) => assert.equal(userId, 'owner-1'),
      },
      {
        rpc: 'get',
        what: 'by an app',
        token: () => clientSecret,
        request: () => ({}),
        fails: 'PERMISSION_DENIED',
      },
      {
        rpc: 'get',
        what: 'by a service',
        token: () => systemToken,
        request: () => ({}),
        fails: 'PERMISSION_DENIED',
      },
      {
        rpc: 'update',
        what: 'a name',
        request: () => ({ name: 'Kim', language: 'ko', timezone: 'Asia/Seoul' }),
        gives: ({ userId, name, language, timezone, emailVerified }) =>
          assert.deepEqual(
            { userId, name, language, timezone, emailVerified },
            { userId: 'kim', name: 'Kim', language: 'ko', timezone: 'Asia/Seoul', emailVerified: true },
          ),
      },
      {
        rpc: 'update',
        what: 'an address, which has to be verified anew',
        request: () => ({ email: 'kim@example.org' }),
        gives: ({ name, email, emailVerified }) =>
          assert.deepEqual([name, email, emailVerified], ['Kim', 'kim@example.org', false]),
      },
      { rpc: 'update', what: 'a bad address', request: () => ({ email: 'kim' }), fails: 'INVALID_PARAMETER' },
      {
        rpc: 'get_workspaces',
        what: 'of somebody without any',
        request: () => ({}),
        gives: answer => assert.deepEqual(named(answer), []),
      },
      {
        rpc: 'get_workspaces',
        what: 'that are open to a role that is enabled',
        request: () => ({}),
        gives: async answer => {
          assert.equal(answer.totalCount, 0);
          await bind(two, 'managed-workspace-owner');
          await bind(one, roleId);
          await bind(closed.workspaceId, roleId);
          await as(Workspace, admin).disable({ workspaceId: closed.workspaceId });
          const mine = () => as(UserProfile, kim).get_workspaces({});
          const owned = 'two: Workspace Owner: WORKSPACE_OWNER';
          assert.deepEqual(named(await mine()), ['one: Guest: WORKSPACE_MEMBER', owned]);
          await as(Role, admin).disable({ roleId });
          assert.deepEqual(named(await mine()), [owned]);
        },
      },
      {
        rpc: 'get_workspaces',
        what: 'of an administrator',
        token: () => admin,
        request: () => ({}),
        gives: answer =>
          assert.deepEqual(named(answer), [
            'one: Domain Admin: DOMAIN_ADMIN',
            'two: Domain Admin: DOMAIN_ADMIN',
          ]),
      },
      {
        rpc: 'get_workspaces',
        what: 'of a group that isn’t there',
        request: () => ({ workspaceGroupId: 'wg-1' }),
        fails: 'NOT_FOUND',
      },
      {
        rpc: 'get_workspace_groups',
        what: 'of which the user is in none',
        request: () => ({}),
        gives: ({ results }) => assert.deepEqual(results, []),
      },
      {
        rpc: 'get_workspace_groups',
        what: 'by an app',
        token: () => clientSecret,
        request: () => ({}),
        fails: 'PERMISSION_DENIED',
      },
      {
        rpc: 'update_password',
        what: 'without the old one',
        request: () => ({ currentPassword: 'wrong', newPassword: other }),
        fails: 'INVALID_PARAMETER',
        text: /key = current_password/,
      },
      {
        rpc: 'update_password',
        what: 'to a weak one',
        request: () => ({ currentPassword: password, newPassword: 'weak' }),
        fails: 'INVALID_PARAMETER',
        text: /key = new_password/,
      },
      {
        rpc: 'update_password',
        what: 'that an administrator asks for, which ends all logins',
        request: () => ({ currentPassword: password, newPassword: other }),
        gives: async () => {
          await fails(logIn(platform, domainId, 'kim'), 'AUTHENTICATE_FAILURE');
          await as(User, admin).set_required_actions({
            userId: 'kim',
            requiredActions: [Action.UPDATE_PASSWORD],
          });
          const limited = await logIn(platform, domainId, 'kim', other);
          const change = { currentPassword: other, newPassword: password };
          const { requiredActions } = await as(UserProfile, limited.accessToken).update_password(change);
          assert.deepEqual(requiredActions, []);
          const again = await tokenOf(platform, domainId, 'kim', scopes.WORKSPACE, two);
          assert.equal((await as(UserProfile, again).get({})).userId, 'kim');
        },
      },
      { rpc: 'verify_email', what: 'takes a mail', request: () => ({}), fails: 'NOT_IMPLEMENTED' },
      {
        rpc: 'confirm_email',
        what: 'takes a mail',
        request: () => ({ verifyCode: '123456' }),
        fails: 'NOT_IMPLEMENTED',
      },
      {
        rpc: 'reset_password',
        what: 'takes a mail',
        request: () => ({ userId: 'kim', domainId }),
        fails: 'NOT_IMPLEMENTED',
      },
      { rpc: 'disable_mfa', what: 'takes a second factor', request: () => ({}), fails: 'NOT_IMPLEMENTED' },
      {
        rpc: 'confirm_mfa',
        what: 'takes a second factor',
        request: () => ({ verifyCode: '123456' }),
        fails: 'NOT_IMPLEMENTED',
      },
      {
        rpc: 'enable_mfa',
        what: 'takes a second factor',
        request: () => ({ mfaType: 'OTP', options: {} }),
        fails: 'NOT_IMPLEMENTED',
      },
    ],
    ['verify_email', 'reset_password', 'disable_mfa', 'confirm_email', 'confirm_mfa', 'enable_mfa'].map(
      rpc => `${rpc} answers`,
    ),
  );
});
