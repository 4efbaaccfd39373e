import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { Domain, DomainInfo_State as State } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { resultsOf, runCases } from '../../test/cases.ts';
import { password, startPlatform } from '../../test/platform.ts';
import { createTenant } from '../../test/tenants.ts';

describe('Domain', async () => {
  const platform = await startPlatform();
  const tenant = await createTenant(platform, 'tenant');
  const system = () => platform.systemToken;
  const admin = { userId: 'boss@example.com', name: 'Boss', password };
  const absent = { domainId: 'domain-0' };
  const root = { domainId: 'domain-root' };
  let domainId = '';
  const own = () => ({ domainId });

  runCases(platform, Domain, system, [
    {
      rpc: 'create',
      what: 'a domain with an administrator, whose id is the address',
      request: () => ({ name: 'acme', admin, tags: { a: 1 } }),
      gives: made => {
        domainId = made.domainId;
        assert.match(domainId, /^domain-[0-9a-f]{12}$/);
        assert.deepEqual([made.name, made.state, made.tags], ['acme', State.ENABLED, { a: 1 }]);
      },
    },
    {
      rpc: 'create',
      what: 'another one of that name',
      request: () => ({ name: 'acme', admin: { ...admin, name: 'B' } }),
      fails: 'NOT_UNIQUE',
      text: /name = acme/,
    },
    {
      rpc: 'create',
      what: 'without an administrator',
      request: () => ({ name: 'none' }),
      fails: 'REQUIRED_PARAMETER',
      text: /admin/,
    },
    {
      rpc: 'create',
      what: 'with a weak password',
      request: () => ({ name: 'weak', admin: { ...admin, password: 'abcdefgh' } }),
      fails: 'INVALID_PARAMETER',
      text: /upper-case/,
    },
    {
      rpc: 'create',
      what: 'with a password by mail',
      request: () => ({ name: 'mail', admin: { ...admin, resetPassword: true } }),
      fails: 'NOT_IMPLEMENTED',
    },
    {
      rpc: 'create',
      what: 'by a domain’s administrator',
      token: () => tenant.admin,
      request: () => ({ name: 'no', admin }),
      fails: 'PERMISSION_DENIED',
    },
    {
      rpc: 'update',
      what: 'the name',
      request: () => ({ ...own(), name: 'acme-2' }),
      gives: ({ name, tags }) => assert.deepEqual([name, tags], ['acme-2', { a: 1 }]),
    },
    {
      rpc: 'update',
      what: 'the tags to none',
      request: () => ({ ...own(), tags: {} }),
      gives: ({ name, tags }) => assert.deepEqual([name, tags], ['acme-2', {}]),
    },
    {
      rpc: 'update',
      what: 'to a name that is taken',
      request: () => ({ ...own(), name: 'tenant' }),
      fails: 'NOT_UNIQUE',
      text: /name = tenant/,
    },
    {
      rpc: 'update',
      what: 'one that isn’t there',
      request: () => ({ ...absent, name: 'x' }),
      fails: 'NOT_FOUND',
      text: /domain_id = domain-0/,
    },
    { rpc: 'disable', what: 'it', request: own, gives: ({ state }) => assert.equal(state, State.DISABLED) },
    { rpc: 'disable', what: 'the root domain', request: () => root, fails: 'PERMISSION_DENIED' },
    { rpc: 'enable', what: 'it', request: own, gives: ({ state }) => assert.equal(state, State.ENABLED) },
    { rpc: 'enable', what: 'the root domain', request: () => root, fails: 'PERMISSION_DENIED' },
    { rpc: 'get', what: 'it', request: own, gives: ({ name }) => assert.equal(name, 'acme-2') },
    {
      rpc: 'get',
      what: 'one that isn’t there',
      request: () => absent,
      fails: 'NOT_FOUND',
      text: /access is denied. \(domain_id = domain-0\)$/,
    },
    { rpc: 'get', what: 'without a token', token: () => '', request: own, fails: 'AUTHENTICATE_FAILURE' },
    {
      rpc: 'get_auth_info',
      what: 'without a token',
      token: () => '',
      request: () => ({ name: 'acme-2' }),
      gives: info =>
        assert.deepEqual([info.domainId, info.externalAuthState, info.metadata], [domainId, 2, {}]),
    },
    {
      rpc: 'get_auth_info',
      what: 'of no domain',
      request: () => ({ name: 'nobody' }),
      fails: 'NOT_FOUND',
      text: /name = nobody/,
    },
    {
      rpc: 'get_public_key',
      what: 'the public half alone',
      token: () => '',
      request: own,
      gives: ({ publicKey }) =>
        assert.deepEqual(Object.keys(JSON.parse(publicKey)).toSorted(), [
          'alg',
          'e',
          'kid',
          'kty',
          'n',
          'use',
        ]),
    },
    { rpc: 'get_public_key', what: 'of no domain', request: () => absent, fails: 'NOT_FOUND' },
    {
      rpc: 'list',
      what: 'by name',
      request: () => ({ name: 'acme-2' }),
      gives: ({ results, totalCount }) => assert.deepEqual([results[0]?.domainId, totalCount], [domainId, 1]),
    },
    {
      rpc: 'list',
      what: 'by an administrator of a domain',
      token: () => tenant.admin,
      request: () => ({}),
      fails: 'PERMISSION_DENIED',
    },
    {
      rpc: 'stat',
      what: 'the names',
      request: () => ({ query: { distinct: 'name' } }),
      gives: answer =>
        assert.deepEqual((resultsOf(answer) as string[]).toSorted(), ['acme-2', 'root', 'tenant']),
    },
    {
      rpc: 'stat',
      what: 'an unknown key',
      request: () => ({ query: { distinct: 'nothing' } }),
      fails: 'INVALID_PARAMETER',
    },
    {
      rpc: 'delete',
      what: 'one with workspaces',
      request: () => ({ domainId: tenant.domainId }),
      fails: 'EXIST_RESOURCE',
      text: /^'Workspace' resources is existed in Domain/,
    },
    { rpc: 'delete', what: 'the root domain', request: () => root, fails: 'PERMISSION_DENIED' },
    { rpc: 'delete', what: 'it', request: own, gives: () => {} },
    { rpc: 'get_public_key', what: 'of the deleted one', request: own, fails: 'NOT_FOUND' },
  ]);
});
