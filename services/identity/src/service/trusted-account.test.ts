import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TrustedAccount } from '@hawser/proto/spaceone/api/identity/v2/trusted_account_pb.js';
import { TrustedSecret } from '@hawser/proto/spaceone/api/secret/v1/trusted_secret_pb.js';
import { account, keys } from '../../test/accounts.ts';
import { resultsOf, runCases } from '../../test/cases.ts';
import { startPlatform } from '../../test/platform.ts';
import { secretService } from '../../test/secret.ts';
import { createTenant } from '../../test/tenants.ts';

describe('TrustedAccount', async () => {
  const platform = await startPlatform([secretService]);
  const { as, systemToken } = platform;
  const tenant = await createTenant(platform, 'tenant');
  const { admin, domainId, owners, workspaces } = tenant;
  const system = { x_domain_id: domainId };
  let trustedAccountId = '';
  let wide = '';
  const trusted = { ...account, secretSchemaId: 'aws-secret-access-key', secretData: keys };
  let trustedSecretId = '';
  const own = () => ({ trustedAccountId });

  runCases(
    platform,
    TrustedAccount,
    () => owners[0],
    [
      {
        rpc: 'create',
        what: 'in a workspace, with its secret',
        request: () => ({ ...trusted, name: 'org', resourceGroup: 2 }),
        gives: made => {
          trustedAccountId = made.trustedAccountId;
          trustedSecretId = made.trustedSecretId;
          assert.match(trustedAccountId, /^ta-[0-9a-f]{12}$/);
          assert.deepEqual(
            [made.workspaceId, made.secretSchemaId, made.data],
            [workspaces[0], 'aws-secret-access-key', { account_id: '1234' }],
          );
          assert.ok(trustedSecretId);
        },
      },
      {
        rpc: 'create',
        what: 'of the domain, by its administrator',
        token: () => admin,
        request: () => ({ ...trusted, name: 'all', resourceGroup: 1 }),
        gives: made => {
          wide = made.trustedAccountId;
          assert.equal(made.workspaceId, '*');
        },
      },
      {
        rpc: 'create',
        what: 'of the domain, by an owner',
        request: () => ({ ...trusted, name: 'x', resourceGroup: 1 }),
        fails: 'PERMISSION_DENIED',
      },
      {
        rpc: 'create',
        what: 'a name that is taken',
        request: () => ({ ...trusted, name: 'all', resourceGroup: 2 }),
        fails: 'NOT_UNIQUE',
        text: /name = all/,
      },
      {
        rpc: 'create',
        what: 'with data that doesn’t fit',
        request: () => ({ ...trusted, name: 'x', resourceGroup: 2, data: {} }),
        fails: 'INVALID_PARAMETER',
        text: /account_id/,
      },
      {
        rpc: 'create',
        what: 'with a secret that doesn’t fit',
        request: () => ({ ...trusted, name: 'x', resourceGroup: 2, secretData: { a: 1 } }),
        fails: 'INVALID_PARAMETER',
        text: /key = secret_data/,
      },
      {
        rpc: 'create',
        what: 'with a schedule',
        request: () => ({ ...trusted, name: 'x', resourceGroup: 2, schedule: { state: 1, hours: [1] } }),
        fails: 'NOT_IMPLEMENTED',
      },
      {
        rpc: 'create',
        what: 'of a provider without such accounts',
        request: () => ({ ...trusted, name: 'x', resourceGroup: 2, provider: 'kubernetes' }),
        fails: 'INVALID_PARAMETER',
        text: /no schema of type TRUSTED_ACCOUNT/,
      },
      {
        rpc: 'update',
        what: 'what is given',
        request: () => ({ ...own(), name: 'org-2', tags: { a: 1 } }),
        gives: made => assert.deepEqual([made.name, made.tags], ['org-2', { a: 1 }]),
      },
      {
        rpc: 'update',
        what: 'the domain’s, by an owner',
        request: () => ({ trustedAccountId: wide, name: 'x' }),
        fails: 'NOT_FOUND',
      },
      {
        rpc: 'update_secret_data',
        what: 'in the same secret',
        request: () => ({
          ...own(),
          secretSchemaId: 'aws-secret-access-key',
          secretData: { ...keys, aws_access_key_id: 'AKIB' },
        }),
        gives: made => assert.equal(made.trustedSecretId, trustedSecretId),
      },
      {
        rpc: 'update_secret_data',
        what: 'the domain’s, by an owner',
        request: () => ({
          trustedAccountId: wide,
          secretSchemaId: 'aws-secret-access-key',
          secretData: keys,
        }),
        fails: 'NOT_FOUND',
      },
      { rpc: 'sync', what: 'since nothing synchronizes', request: own, fails: 'NOT_IMPLEMENTED' },
      {
        rpc: 'get',
        what: 'the domain’s, by a member',
        token: () => tenant.member,
        request: () => ({ trustedAccountId: wide }),
        gives: made => assert.equal(made.name, 'all'),
      },
      { rpc: 'get', what: 'another workspace’s', token: () => owners[1], request: own, fails: 'NOT_FOUND' },
      {
        rpc: 'list',
        what: 'one’s own and the domain’s',
        request: () => ({}),
        gives: ({ results }) =>
          assert.deepEqual(
            results.map(one => one.name),
            ['all', 'org-2'],
          ),
      },
      {
        rpc: 'list',
        what: 'of another workspace',
        token: () => owners[1],
        request: () => ({}),
        gives: ({ results }) =>
          assert.deepEqual(
            results.map(one => one.name),
            ['all'],
          ),
      },
      {
        rpc: 'list',
        what: 'an unknown key',
        request: () => ({ query: { only: ['nothing'] } }),
        fails: 'INVALID_PARAMETER',
      },
      {
        rpc: 'stat',
        what: 'the names',
        request: () => ({ query: { distinct: 'name' } }),
        gives: answer => assert.deepEqual(resultsOf(answer), ['all', 'org-2']),
      },
      { rpc: 'stat', what: 'nothing', request: () => ({ query: {} }), fails: 'REQUIRED_PARAMETER' },
      {
        rpc: 'delete',
        what: 'the domain’s, by an owner',
        request: () => ({ trustedAccountId: wide }),
        fails: 'NOT_FOUND',
      },
    ],
    ['delete answers', 'sync answers'],
  );

  it('keeps its secret in the secret service', async () => {
    const { data } = await as(TrustedSecret, systemToken, system).get_data({ trustedSecretId, domainId });
    assert.equal(data?.aws_access_key_id, 'AKIB');
  });
});
