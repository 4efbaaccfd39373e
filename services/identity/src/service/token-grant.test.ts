import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeToken } from '@hawser/core/token';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { Role } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import {
  GrantTokenInfo_RoleType as RoleType,
  Token,
} from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';
import { User } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { fails } from '../../test/fails.ts';
import { startPlatform } from '../../test/platform.ts';
import { createTenant, grantType, logIn, scopes, tokenOf } from '../../test/tenants.ts';

describe('Token.grant', async () => {
  const platform = await startPlatform();
  const { as, postgres } = platform;
  const tenant = await createTenant(platform, 'acme');
  const { domainId, admin, workspaces } = tenant;
  const [workspaceId] = workspaces;
  const claimsOf = (token: string) => decodeToken(token).claims;
  const grant = (token: string, scope: number, workspace?: string) =>
    as(Token).grant({ grantType: grantType.REFRESH_TOKEN, token, scope, workspaceId: workspace });

  const granted: [string, string, number, string | undefined, string, RoleType, string][] = [
    [
      'an administrator the domain',
      'admin',
      scopes.DOMAIN,
      undefined,
      'DOMAIN_ADMIN',
      RoleType.DOMAIN_ADMIN,
      'managed-domain-admin',
    ],
    [
      'an administrator any workspace',
      'admin',
      scopes.WORKSPACE,
      workspaceId,
      'WORKSPACE_OWNER',
      RoleType.DOMAIN_ADMIN,
      'managed-domain-admin',
    ],
    [
      'an administrator what is their own',
      'admin',
      scopes.USER,
      undefined,
      'USER',
      RoleType.DOMAIN_ADMIN,
      'managed-domain-admin',
    ],
    [
      'an owner their workspace',
      'owner-1',
      scopes.WORKSPACE,
      workspaceId,
      'WORKSPACE_OWNER',
      RoleType.WORKSPACE_OWNER,
      'managed-workspace-owner',
    ],
    [
      'a member their workspace',
      'member',
      scopes.WORKSPACE,
      workspaceId,
      'WORKSPACE_MEMBER',
      RoleType.WORKSPACE_MEMBER,
      'managed-workspace-member',
    ],
    ['a member what is their own', 'member', scopes.USER, undefined, 'USER', RoleType.USER, ''],
  ];
  for (const [what, userId, scope, workspace, rol, roleType, roleId] of granted) {
    it(`grants ${what}`, async () => {
      const { refreshToken } = await logIn(platform, domainId, userId);
      const answer = await grant(refreshToken, scope, workspace);
      const claims = claimsOf(answer.accessToken);
      assert.deepEqual([claims.rol, claims.wid, claims.aud], [rol, workspace, userId]);
      assert.deepEqual([answer.roleType, answer.roleId, answer.domainId], [roleType, roleId, domainId]);
      assert.equal(answer.workspaceId, workspace ?? '');
    });
  }

  const denied: [string, string, number, string | undefined, string][] = [
    ['an owner the domain', 'owner-1', scopes.DOMAIN, undefined, 'PERMISSION_DENIED'],
    ['an owner another workspace', 'owner-1', scopes.WORKSPACE, workspaces[1], 'PERMISSION_DENIED'],
    [
      'an owner a workspace that isn’t there',
      'owner-1',
      scopes.WORKSPACE,
      'workspace-0',
      'PERMISSION_DENIED',
    ],
    ['a workspace that isn’t named', 'owner-1', scopes.WORKSPACE, undefined, 'REQUIRED_PARAMETER'],
    ['an administrator the system', 'admin', scopes.SYSTEM, undefined, 'PERMISSION_DENIED'],
    ['a project', 'owner-1', scopes.PROJECT, undefined, 'INVALID_PARAMETER'],
  ];
  for (const [what, userId, scope, workspace, code] of denied) {
    it(`doesn't grant ${what}`, async () => {
      const { refreshToken } = await logIn(platform, domainId, userId);
      await fails(grant(refreshToken, scope, workspace), code as 'NOT_FOUND');
    });
  }

  it('tells a member’s projects: public ones, their own, and those of their groups', async () => {
    const [owner] = tenant.owners;
    const projects = as(Project, owner);
    const { projectId: open } = await projects.create({ name: 'open', projectType: 2 });
    const { projectId: own } = await projects.create({ name: 'own', projectType: 1 });
    await projects.create({ name: 'other', projectType: 1 });
    await projects.add_users({ projectId: own, users: ['member'] });
    const token = await tokenOf(platform, domainId, 'member', scopes.WORKSPACE, workspaceId);
    assert.deepEqual(claimsOf(token).projects?.toSorted(), [open, own].toSorted());
  });

  it('tells a role’s permissions, and grants nothing by a role that is disabled', async () => {
    const roles = as(Role, admin);
    const permissions = ['identity:Project.read'];
    const { roleId } = await roles.create({ name: 'reader', roleType: 2, permissions });
    const { results } = await as(User, admin).list({ userId: 'owner-2' });
    assert.equal(results.length, 1);
    await postgres.query(`update role_bindings set role_id = $1 where user_id = 'owner-2'`, [roleId]);
    const token = await tokenOf(platform, domainId, 'owner-2', scopes.WORKSPACE, workspaces[1]);
    assert.deepEqual(claimsOf(token).permissions, permissions);
    assert.equal((await as(Project, token).list({})).totalCount, 0);
    await fails(as(Project, token).create({ name: 'no', projectType: 1 }), 'PERMISSION_DENIED');
    await roles.disable({ roleId });
    await fails(tokenOf(platform, domainId, 'owner-2', scopes.WORKSPACE, workspaces[1]), 'PERMISSION_DENIED');
  });
});
