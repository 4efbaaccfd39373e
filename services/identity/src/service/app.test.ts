import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeToken } from '@hawser/core/token';
import { App, AppInfo_State as State } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { ProjectGroup } from '@hawser/proto/spaceone/api/identity/v2/project_group_pb.js';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { Role } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { resultsOf, runCases } from '../../test/cases.ts';
import { fails } from '../../test/fails.ts';
import { startPlatform } from '../../test/platform.ts';
import { createTenant, group } from '../../test/tenants.ts';

const { DOMAIN, WORKSPACE, PROJECT } = group;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('App', async () => {
  const platform = await startPlatform();
  const { as, systemToken } = platform;
  const tenant = await createTenant(platform, 'tenant');
  const { admin, domainId, owners, workspaces } = tenant;
  const { projectGroupId } = await as(ProjectGroup, owners[0]).create({ name: 'g' });
  const { projectId } = await as(Project, owners[0]).create({ name: 'p', projectType: 1, projectGroupId });
  const owner = 'managed-workspace-owner';
  const member = 'managed-workspace-member';
  const wide = { name: 'cli', roleId: 'managed-domain-admin', resourceGroup: DOMAIN };
  let appId = '';
  let clientId = '';
  let secret = '';
  let workspaceSecret = '';
  let projectSecret = '';
  const own = () => ({ appId });

  runCases(
    platform,
    App,
    () => admin,
    [
      {
        rpc: 'create',
        what: 'of the domain, for a year',
        request: () => wide,
        gives: made => {
          ({ appId, clientId, clientSecret: secret } = made);
          assert.match(appId, /^app-[0-9a-f]{12}$/);
          const { typ, own: owned, aud, jti, rol, wid, exp, iat } = decodeToken(secret).claims;
          assert.deepEqual(
            [typ, owned, aud, jti, rol, wid],
            ['CLIENT_SECRET', 'APP', appId, clientId, 'DOMAIN_ADMIN', undefined],
          );
          assert.ok(Math.abs(exp! - iat - 365 * 86_400) < 60);
        },
      },
      {
        rpc: 'create',
        what: 'of a workspace',
        request: () => ({ name: 'w', roleId: owner, resourceGroup: WORKSPACE, workspaceId: workspaces[0] }),
        gives: made => {
          workspaceSecret = made.clientSecret;
          assert.equal(decodeToken(workspaceSecret).claims.wid, workspaces[0]);
        },
      },
      {
        rpc: 'create',
        what: 'of a project group',
        token: () => owners[0],
        request: () => ({ name: 'p', roleId: member, resourceGroup: PROJECT, projectGroupId }),
        gives: made => {
          projectSecret = made.clientSecret;
          assert.equal(made.projectGroupId, projectGroupId);
        },
      },
      {
        rpc: 'create',
        what: 'until a day',
        request: () => ({ ...wide, name: 'd', expiredAt: inDays(10).slice(0, 10) }),
        gives: made => assert.equal(made.expiredAt, `${inDays(10).slice(0, 10)}T00:00:00.000Z`),
      },
      {
        rpc: 'create',
        what: 'for longer than a year',
        request: () => ({ ...wide, expiredAt: inDays(400) }),
        fails: 'INVALID_PARAMETER',
        text: /365 days/,
      },
      {
        rpc: 'create',
        what: 'that has expired',
        request: () => ({ ...wide, expiredAt: inDays(-1) }),
        fails: 'INVALID_PARAMETER',
        text: /past/,
      },
      {
        rpc: 'create',
        what: 'that expires at no time',
        request: () => ({ ...wide, expiredAt: 'soon' }),
        fails: 'INVALID_PARAMETER',
      },
      {
        rpc: 'create',
        what: 'of a workspace, as administrator',
        request: () => ({ ...wide, resourceGroup: WORKSPACE, workspaceId: workspaces[0] }),
        fails: 'INVALID_PARAMETER',
        text: /DOMAIN_ADMIN, which isn't WORKSPACE_OWNER/,
      },
      {
        rpc: 'create',
        what: 'of no workspace',
        request: () => ({ name: 'x', roleId: owner, resourceGroup: WORKSPACE }),
        fails: 'REQUIRED_PARAMETER',
        text: /workspace_id/,
      },
      {
        rpc: 'create',
        what: 'of project and group',
        token: () => owners[0],
        request: () => ({ name: 'x', roleId: member, resourceGroup: PROJECT, projectGroupId, projectId }),
        fails: 'INVALID_PARAMETER',
      },
      {
        rpc: 'create',
        what: 'of no project',
        token: () => owners[0],
        request: () => ({ name: 'x', roleId: member, resourceGroup: PROJECT }),
        fails: 'REQUIRED_PARAMETER',
      },
      {
        rpc: 'create',
        what: 'of the domain, by an owner',
        token: () => owners[0],
        request: () => wide,
        fails: 'PERMISSION_DENIED',
      },
      {
        rpc: 'update',
        what: 'the name',
        request: () => ({ ...own(), name: 'cli-2' }),
        gives: made => assert.deepEqual([made.name, made.clientSecret], ['cli-2', '']),
      },
      {
        rpc: 'update',
        what: 'of none',
        request: () => ({ appId: 'app-0', name: 'x' }),
        fails: 'NOT_FOUND',
        text: /app_id = app-0/,
      },
      {
        rpc: 'check',
        what: 'by the system',
        token: () => systemToken,
        request: () => ({ clientId, domainId }),
        gives: made => assert.deepEqual(made.projects, []),
      },
      {
        rpc: 'check',
        what: 'of another domain',
        token: () => systemToken,
        request: () => ({ clientId, domainId: 'domain-root' }),
        fails: 'PERMISSION_DENIED',
      },
      { rpc: 'disable', what: 'it', request: own, gives: made => assert.equal(made.state, State.DISABLED) },
      { rpc: 'disable', what: 'none', request: () => ({ appId: 'app-0' }), fails: 'NOT_FOUND' },
      {
        rpc: 'check',
        what: 'while it is disabled',
        token: () => systemToken,
        request: () => ({ clientId, domainId }),
        fails: 'PERMISSION_DENIED',
      },
      { rpc: 'enable', what: 'it', request: own, gives: made => assert.equal(made.state, State.ENABLED) },
      { rpc: 'enable', what: 'none', request: () => ({ appId: 'app-0' }), fails: 'NOT_FOUND' },
      {
        rpc: 'list',
        what: 'of a workspace',
        token: () => owners[0],
        request: () => ({}),
        gives: ({ results }) => assert.deepEqual(results.map(one => one.name).toSorted(), ['p', 'w']),
      },
      {
        rpc: 'list',
        what: 'by the secret',
        request: () => ({ query: { only: ['client_secret'] } }),
        fails: 'INVALID_PARAMETER',
      },
      {
        rpc: 'get',
        what: 'without the secret',
        request: own,
        gives: made => assert.deepEqual([made.name, made.clientSecret], ['cli-2', '']),
      },
      { rpc: 'get', what: 'by an owner', token: () => owners[0], request: own, fails: 'NOT_FOUND' },
      {
        rpc: 'stat',
        what: 'the names',
        request: () => ({ query: { distinct: 'name' } }),
        gives: answer => assert.equal((resultsOf(answer) as string[]).length, 4),
      },
      { rpc: 'stat', what: 'nothing', request: () => ({ query: {} }), fails: 'REQUIRED_PARAMETER' },
      {
        rpc: 'generate_client_secret',
        what: 'in the place of the old one',
        request: own,
        gives: async made => {
          assert.notEqual(made.clientId, clientId);
          await fails(as(App, systemToken).check({ clientId, domainId }), 'PERMISSION_DENIED');
          secret = made.clientSecret;
        },
      },
      {
        rpc: 'generate_client_secret',
        what: 'of none',
        request: () => ({ appId: 'app-0' }),
        fails: 'NOT_FOUND',
      },
      { rpc: 'delete', what: 'none', request: () => ({ appId: 'app-0' }), fails: 'NOT_FOUND' },
    ],
    ['delete answers'],
  );

  it('lets programs in, with their role and no further', async () => {
    assert.equal((await as(Workspace, secret).list({})).totalCount, 2);
    await fails(as(Workspace, workspaceSecret).list({}), 'PERMISSION_DENIED');
    assert.deepEqual(
      (await as(Project, workspaceSecret).list({})).results.map(one => one.projectId),
      [projectId],
    );
    assert.deepEqual(
      (await as(Project, projectSecret).list({})).results.map(one => one.projectId),
      [projectId],
    );
    await fails(as(Project, projectSecret).create({ name: 'x', projectType: 1 }), 'PERMISSION_DENIED');
    await fails(as(Role, projectSecret).list_basic_role({}), 'PERMISSION_DENIED');
  });

  it('keeps them out once the app is gone', async () => {
    const { appId: gone, clientSecret } = await as(App, admin).create({ ...wide, name: 'gone' });
    await as(App, admin).delete({ appId: gone });
    await fails(as(Workspace, clientSecret).list({}), 'AUTHENTICATE_FAILURE');
  });
});
