import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { ListValueSchema } from '@bufbuild/protobuf/wkt';
import { Role, RoleType, RoleInfo_State as State } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import { resultsOf, runCases } from '../../test/cases.ts';
import { startPlatform } from '../../test/platform.ts';
import { createTenant, scopes, tokenOf } from '../../test/tenants.ts';

const list = (...texts: string[]) =>
  create(ListValueSchema, {
    values: texts.map(value => ({ kind: { case: 'stringValue' as const, value } })),
  });

describe('Role', async () => {
  const platform = await startPlatform();
  const tenant = await createTenant(platform, 'tenant');
  const personal = await tokenOf(platform, tenant.domainId, 'member', scopes.USER);
  const managed = { roleId: 'managed-workspace-owner' };
  let roleId = '';
  const own = () => ({ roleId });
  const permissions = ['inventory:*', 'identity:Project.read'];

  runCases(platform, Role, () => tenant.admin, [
    {
      rpc: 'create',
      what: 'with distinct permissions',
      request: () => ({
        name: 'viewer',
        roleType: RoleType.WORKSPACE_MEMBER,
        permissions: [...permissions, 'inventory:*'],
        pageAccess: ['*'],
      }),
      gives: made => {
        roleId = made.roleId;
        assert.match(roleId, /^role-[0-9a-f]{12}$/);
        assert.deepEqual(
          [made.permissions, made.pageAccess, made.isManaged, made.state],
          [permissions, ['*'], false, State.ENABLED],
        );
      },
    },
    {
      rpc: 'create',
      what: 'a name that is taken',
      request: () => ({ name: 'Domain Admin', roleType: 1 }),
      fails: 'NOT_UNIQUE',
      text: /name = Domain Admin/,
    },
    {
      rpc: 'create',
      what: 'without a type',
      request: () => ({ name: 'x' }),
      fails: 'REQUIRED_PARAMETER',
      text: /role_type/,
    },
    {
      rpc: 'create',
      what: 'by an owner',
      token: () => tenant.owners[0],
      request: () => ({ name: 'x', roleType: 3 }),
      fails: 'PERMISSION_DENIED',
    },
    {
      rpc: 'update',
      what: 'the name, the lists stay',
      request: () => ({ ...own(), name: 'reader' }),
      gives: role => assert.deepEqual([role.name, role.permissions], ['reader', permissions]),
    },
    {
      rpc: 'update',
      what: 'the permissions to none',
      request: () => ({ ...own(), permissions: list() }),
      gives: role => assert.deepEqual([role.permissions, role.pageAccess], [[], ['*']]),
    },
    {
      rpc: 'update',
      what: 'the pages',
      request: () => ({ ...own(), pageAccess: list('a', 'b', 'a') }),
      gives: role => assert.deepEqual(role.pageAccess, ['a', 'b']),
    },
    {
      rpc: 'update',
      what: 'with numbers for permissions',
      request: () => ({
        ...own(),
        permissions: create(ListValueSchema, { values: [{ kind: { case: 'numberValue', value: 1 } }] }),
      }),
      fails: 'INVALID_PARAMETER_TYPE',
      text: /permissions/,
    },
    {
      rpc: 'update',
      what: 'one of the platform’s',
      request: () => ({ ...managed, name: 'x' }),
      fails: 'PERMISSION_DENIED',
    },
    {
      rpc: 'update',
      what: 'one that isn’t there',
      request: () => ({ roleId: 'role-0', name: 'x' }),
      fails: 'NOT_FOUND',
      text: /role_id = role-0/,
    },
    { rpc: 'disable', what: 'it', request: own, gives: ({ state }) => assert.equal(state, State.DISABLED) },
    {
      rpc: 'disable',
      what: 'one that isn’t there',
      request: () => ({ roleId: 'role-0' }),
      fails: 'NOT_FOUND',
    },
    { rpc: 'enable', what: 'it', request: own, gives: ({ state }) => assert.equal(state, State.ENABLED) },
    {
      rpc: 'enable',
      what: 'one that isn’t there',
      request: () => ({ roleId: 'role-0' }),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'get',
      what: 'by a member',
      token: () => tenant.member,
      request: own,
      gives: ({ name }) => assert.equal(name, 'reader'),
    },
    { rpc: 'get', what: 'one that isn’t there', request: () => ({ roleId: 'role-0' }), fails: 'NOT_FOUND' },
    {
      rpc: 'list',
      what: 'the platform’s',
      request: () => ({
        query: {
          filter: [
            {
              keyAlias: { case: 'k', value: 'is_managed' },
              valueAlias: { case: 'v', value: { kind: { case: 'boolValue', value: true } } },
              operatorAlias: { case: 'o', value: 'eq' },
            },
          ],
        },
      }),
      gives: ({ results }) =>
        assert.deepEqual(
          results.map(one => one.roleId),
          ['managed-domain-admin', 'managed-workspace-member', 'managed-workspace-owner'],
        ),
    },
    {
      rpc: 'list',
      what: 'by the version that is kept of them',
      request: () => ({ query: { only: ['version'] } }),
      fails: 'INVALID_PARAMETER',
    },
    {
      rpc: 'list_basic_role',
      what: 'by any user, without what they permit',
      token: () => personal,
      request: () => ({ name: 'reader' }),
      gives: ({ results }) => assert.deepEqual([results[0]?.roleId, results[0]?.pageAccess], [roleId, []]),
    },
    {
      rpc: 'list_basic_role',
      what: 'by an unknown key',
      token: () => personal,
      request: () => ({ query: { only: ['secret'] } }),
      fails: 'INVALID_PARAMETER',
    },
    {
      rpc: 'stat',
      what: 'the names',
      request: () => ({ query: { distinct: 'name' } }),
      gives: answer => assert.equal((resultsOf(answer) as string[]).length, 4),
    },
    { rpc: 'stat', what: 'without a query', request: () => ({}), fails: 'REQUIRED_PARAMETER' },
    { rpc: 'delete', what: 'one of the platform’s', request: () => managed, fails: 'PERMISSION_DENIED' },
    { rpc: 'delete', what: 'it', request: own, gives: () => {} },
    { rpc: 'delete', what: 'it again', request: own, fails: 'NOT_FOUND' },
  ]);
});
