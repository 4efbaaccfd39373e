import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeToken } from '@hawser/core/token';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { Role } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import { Token } from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';
import { User, UserRequiredAction } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { fails } from '../../test/fails.ts';
import { password, startPlatform } from '../../test/platform.ts';
import { createTenant, grantType, LOCAL, logIn, scopes } from '../../test/tenants.ts';

describe('Token', async () => {
  const platform = await startPlatform();
  const { as, postgres, systemToken } = platform;
  const tenant = await createTenant(platform, 'acme');
  const { domainId, admin, workspaces } = tenant;
  const [workspaceId] = workspaces;
  const claimsOf = (token: string) => decodeToken(token).claims;
  const grant = (token: string, scope: number, workspace?: string) =>
    as(Token).grant({ grantType: grantType.REFRESH_TOKEN, token, scope, workspaceId: workspace });

  it('issues tokens with the claims and lifetimes of SpaceONE', async () => {
    const { accessToken, refreshToken } = await logIn(platform, domainId, 'owner-1');
    const access = claimsOf(accessToken);
    const { typ, own, did, aud, rol, wid } = access;
    assert.deepEqual(
      [typ, own, did, aud, rol, wid],
      ['ACCESS_TOKEN', 'USER', domainId, 'owner-1', 'USER', undefined],
    );
    assert.equal(access.exp! - access.iat, 1_800);
    const refresh = claimsOf(refreshToken);
    assert.deepEqual([refresh.typ, refresh.exp! - refresh.iat], ['REFRESH_TOKEN', 10_800]);
    assert.match(accessToken, /^eyJ/);
  });

  it('keeps to the timeout that is asked for, up to the limit, and to the user’s own of refresh tokens', async () => {
    await as(User, admin).set_refresh_timeout({ userId: 'member', refreshTimeout: 60 });
    const credentials = { user_id: 'member', password };
    const asked = { domainId, authType: LOCAL, credentials };
    const short = await as(Token).issue({ ...asked, timeout: 5 });
    const long = await as(Token).issue({ ...asked, timeout: 10_000_000 });
    const seconds = (token: string) => claimsOf(token).exp! - claimsOf(token).iat;
    assert.deepEqual(
      [short.accessToken, long.accessToken, short.refreshToken].map(seconds),
      [5, 604_800, 60],
    );
  });

  const refused: [string, Parameters<ReturnType<typeof as<typeof Token>>['issue']>[0], string, RegExp][] = [
    [
      'a wrong password',
      { credentials: { user_id: 'admin', password: 'Wrong-12345' } },
      'AUTHENTICATE_FAILURE',
      /no user "admin" with that password/,
    ],
    [
      'an unknown user',
      { credentials: { user_id: 'nobody', password } },
      'AUTHENTICATE_FAILURE',
      /no user "nobody" with that password/,
    ],
    ['credentials without a user', { credentials: { password } }, 'AUTHENTICATE_FAILURE', /lack user_id/],
    [
      'credentials without a password',
      { credentials: { user_id: 'admin' } },
      'AUTHENTICATE_FAILURE',
      /lack password/,
    ],
    [
      'an unknown domain',
      { domainId: 'domain-0', credentials: { user_id: 'admin', password } },
      'NOT_FOUND',
      /domain_id = domain-0/,
    ],
    ['a second factor', { authType: 3, credentials: {} }, 'NOT_IMPLEMENTED', /MFA/],
    [
      'a plugin where the domain has none',
      { authType: 2, credentials: {} },
      'AUTHENTICATE_FAILURE',
      /no external/,
    ],
    ['no credentials', {}, 'REQUIRED_PARAMETER', /credentials/],
  ];
  for (const [what, request, code, text] of refused) {
    it(`refuses ${what}`, () =>
      fails(as(Token).issue({ domainId, authType: LOCAL, ...request }), code as 'NOT_FOUND', text));
  }

  it('renews a refresh token, and voids the login when an old one is used again', async () => {
    const first = await logIn(platform, domainId, 'admin');
    const renew = (token: string) =>
      as(Token).issue({ domainId, authType: LOCAL, credentials: { refresh_token: token } });
    const second = await renew(first.refreshToken);
    assert.notEqual(second.refreshToken, first.refreshToken);
    assert.equal((await grant(second.refreshToken, scopes.DOMAIN)).domainId, domainId);
    const reuse = /no longer valid/;
    await fails(grant(first.refreshToken, scopes.DOMAIN), 'AUTHENTICATE_FAILURE', reuse);
    await fails(grant(second.refreshToken, scopes.DOMAIN), 'AUTHENTICATE_FAILURE', reuse);
    await fails(renew(second.refreshToken), 'AUTHENTICATE_FAILURE', reuse);
    const another = await logIn(platform, domainId, 'admin');
    const both = [renew(another.refreshToken), renew(another.refreshToken)];
    assert.deepEqual((await Promise.allSettled(both)).map(({ status }) => status).toSorted(), [
      'fulfilled',
      'rejected',
    ]);
  });

  it('takes none but refresh tokens of the domain', async () => {
    const { accessToken, refreshToken } = await logIn(platform, domainId, 'admin');
    await fails(grant(accessToken, scopes.DOMAIN), 'AUTHENTICATE_FAILURE');
    await fails(grant(systemToken, scopes.DOMAIN), 'AUTHENTICATE_FAILURE');
    await fails(grant('no token', scopes.DOMAIN), 'AUTHENTICATE_FAILURE');
    const tampered = `${refreshToken.slice(0, -4)}AAAA`;
    await fails(grant(tampered, scopes.DOMAIN), 'AUTHENTICATE_FAILURE');
    const other = await createTenant(platform, 'other');
    const credentials = { refresh_token: refreshToken };
    const elsewhere = as(Token).issue({ domainId: other.domainId, authType: LOCAL, credentials });
    await fails(elsewhere, 'AUTHENTICATE_FAILURE', /another domain/);
    await fails(as(Project, refreshToken).list({}), 'AUTHENTICATE_FAILURE');
  });

  it('lets the system act as the owner of a workspace, with the permissions that it asks for', async () => {
    const asked = { grantType: grantType.SYSTEM_TOKEN, scope: scopes.WORKSPACE, token: systemToken };
    const permissions = ['identity:Project'];
    const { accessToken } = await as(Token).grant({ ...asked, domainId, workspaceId, permissions });
    const { rol, wid, did } = claimsOf(accessToken);
    assert.deepEqual([rol, wid, did], ['WORKSPACE_OWNER', workspaceId, domainId]);
    assert.ok(
      (await as(Project, accessToken).list({})).results.every(project => project.workspaceId === workspaceId),
    );
    await fails(as(Role, accessToken).list({}), 'PERMISSION_DENIED');
    await fails(as(Token).grant({ ...asked, domainId }), 'REQUIRED_PARAMETER');
    await fails(as(Token).grant({ ...asked, workspaceId }), 'REQUIRED_PARAMETER');
    await fails(as(Token).grant({ ...asked, scope: scopes.DOMAIN, domainId }), 'PERMISSION_DENIED');
    await fails(
      as(Token).grant({ ...asked, token: tenant.admin, domainId, workspaceId }),
      'AUTHENTICATE_FAILURE',
    );
  });

  it('slows the guessing of passwords down, of users that aren’t there too', async () => {
    for (const userId of ['guessed', 'admin']) {
      const guess = () => logIn(platform, domainId, userId, 'Wrong-12345');
      await postgres.query('delete from login_failures');
      for (let i = 0; i < 5; i++) await fails(guess(), 'AUTHENTICATE_FAILURE');
      await fails(guess(), 'AUTHENTICATE_FAILURE');
      await fails(guess(), 'RESOURCE_EXHAUSTED', /Try again in \d+ s/);
      await fails(logIn(platform, domainId, userId), 'RESOURCE_EXHAUSTED');
    }
    await postgres.query(`update login_failures set blocked_until = now()`);
    await logIn(platform, domainId, 'admin');
    assert.deepEqual(await postgres.query(`select * from login_failures where user_id = 'admin'`), []);
  });

  it('ends with the user, the workspace and the domain', async () => {
    const { refreshToken } = await logIn(platform, domainId, 'owner-1');
    await as(Workspace, admin).disable({ workspaceId });
    await fails(grant(refreshToken, scopes.WORKSPACE, workspaceId), 'PERMISSION_DENIED');
    await as(Workspace, admin).enable({ workspaceId });
    await as(User, admin).disable({ userId: 'owner-1' });
    await fails(grant(refreshToken, scopes.WORKSPACE, workspaceId), 'AUTHENTICATE_FAILURE');
    await fails(logIn(platform, domainId, 'owner-1'), 'INVALID_PARAMETER', /disabled/);
    await as(User, admin).enable({ userId: 'owner-1' });
    await as(Domain, systemToken).disable({ domainId });
    await fails(logIn(platform, domainId, 'owner-1'), 'INVALID_PARAMETER', /domain is disabled/);
    await as(Domain, systemToken).enable({ domainId });
    const requiredActions = [UserRequiredAction.UPDATE_PASSWORD];
    await as(User, admin).set_required_actions({ userId: 'owner-1', requiredActions });
    const limited = await logIn(platform, domainId, 'owner-1');
    assert.deepEqual(claimsOf(limited.accessToken).permissions, ['identity:UserProfile']);
    await fails(
      grant(limited.refreshToken, scopes.WORKSPACE, workspaceId),
      'INVALID_PARAMETER',
      /new password/,
    );
    await as(User, admin).update({ userId: 'owner-1', password: 'Other-12345' });
    await fails(grant(limited.refreshToken, scopes.WORKSPACE, workspaceId), 'AUTHENTICATE_FAILURE');
    const { refreshToken: renewed } = await logIn(platform, domainId, 'owner-1', 'Other-12345');
    assert.equal((await grant(renewed, scopes.WORKSPACE, workspaceId)).workspaceId, workspaceId);
  });
});
