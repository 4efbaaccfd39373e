import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Provider } from '@hawser/proto/spaceone/api/identity/v2/provider_pb.js';
import { Schema } from '@hawser/proto/spaceone/api/identity/v2/schema_pb.js';
import { resultsOf, runCases } from '../../test/cases.ts';
import { fails } from '../../test/fails.ts';
import { startPlatform } from '../../test/platform.ts';
import { createTenant } from '../../test/tenants.ts';

const platform = await startPlatform();
const tenant = await createTenant(platform, 'tenant');
const admin = () => tenant.admin;
const mine = { provider: 'mine' };

describe('Provider', () => {
  runCases(
    platform,
    Provider,
    admin,
    [
      {
        rpc: 'create',
        what: 'with defaults',
        request: () => ({ ...mine, name: 'Mine', options: { a: 1 } }),
        gives: made =>
          assert.deepEqual(
            [made.provider, made.order, made.options, made.isManaged],
            ['mine', 10, { a: 1 }, false],
          ),
      },
      {
        rpc: 'create',
        what: 'one that is there',
        request: () => ({ ...mine, name: 'Other' }),
        fails: 'NOT_UNIQUE',
        text: /provider = mine/,
      },
      {
        rpc: 'create',
        what: 'that synchronizes without trusted accounts',
        request: () => ({ provider: 'x', name: 'X', options: { support_auto_sync: true } }),
        fails: 'INVALID_PARAMETER',
        text: /support_trusted_account/,
      },
      {
        rpc: 'create',
        what: 'that synchronizes without a plugin',
        request: () => ({
          provider: 'x',
          name: 'X',
          options: { support_auto_sync: true, support_trusted_account: true },
        }),
        fails: 'INVALID_PARAMETER',
        text: /plugin_info/,
      },
      {
        rpc: 'update',
        what: 'with a plugin, whose fields are kept by their names',
        request: () => ({ ...mine, alias: 'M', pluginInfo: { pluginId: 'plugin-x', upgradeMode: 2 } }),
        gives: made =>
          assert.deepEqual(
            [made.alias, made.name, made.pluginInfo?.pluginId, made.pluginInfo?.upgradeMode],
            ['M', 'Mine', 'plugin-x', 2],
          ),
      },
      {
        rpc: 'update',
        what: 'one of the platform’s',
        request: () => ({ provider: 'aws', name: 'x' }),
        fails: 'PERMISSION_DENIED',
      },
      {
        rpc: 'update',
        what: 'one that isn’t there',
        request: () => ({ provider: 'none', name: 'x' }),
        fails: 'NOT_FOUND',
        text: /provider = none/,
      },
      {
        rpc: 'update_plugin',
        what: 'since nothing synchronizes',
        request: () => mine,
        fails: 'NOT_IMPLEMENTED',
      },
      {
        rpc: 'get',
        what: 'one of the platform’s, by a member',
        token: () => tenant.member,
        request: () => ({ provider: 'aws' }),
        gives: made => assert.deepEqual([made.name, made.isManaged], ['AWS', true]),
      },
      { rpc: 'get', what: 'one that isn’t there', request: () => ({ provider: 'none' }), fails: 'NOT_FOUND' },
      {
        rpc: 'list',
        what: 'in their order',
        request: () => ({}),
        gives: ({ results }) =>
          assert.deepEqual(
            results.map(one => one.provider),
            ['aws', 'azure', 'google_cloud', 'kubernetes', 'mine'],
          ),
      },
      {
        rpc: 'list',
        what: 'by a plugin',
        request: () => ({
          query: {
            filter: [
              {
                keyAlias: { case: 'k', value: 'plugin_info.plugin_id' },
                valueAlias: { case: 'v', value: { kind: { case: 'stringValue', value: 'plugin-x' } } },
                operatorAlias: { case: 'o', value: 'eq' },
              },
            ],
          },
        }),
        gives: ({ totalCount }) => assert.equal(totalCount, 1),
      },
      {
        rpc: 'list',
        what: 'by an unknown operator',
        request: () => ({
          query: {
            filter: [{ keyAlias: { case: 'k', value: 'name' }, operatorAlias: { case: 'o', value: 'is' } }],
          },
        }),
        fails: 'DB_QUERY',
      },
      {
        rpc: 'stat',
        what: 'the names',
        request: () => ({ query: { distinct: 'name' } }),
        gives: answer => assert.equal((resultsOf(answer) as string[]).length, 5),
      },
      { rpc: 'stat', what: 'nothing', request: () => ({ query: {} }), fails: 'REQUIRED_PARAMETER' },
      {
        rpc: 'delete',
        what: 'one of the platform’s',
        request: () => ({ provider: 'aws' }),
        fails: 'PERMISSION_DENIED',
      },
      {
        rpc: 'delete',
        what: 'one that isn’t there',
        request: () => ({ provider: 'none' }),
        fails: 'NOT_FOUND',
      },
      {
        rpc: 'delete',
        what: 'by an owner',
        token: () => tenant.owners[0],
        request: () => mine,
        fails: 'PERMISSION_DENIED',
      },
    ],
    ['update_plugin answers', 'delete answers'],
  );

  it('is kept while it has a schema', async () => {
    const schema = { schemaId: 'mine-account', name: 'Mine', schemaType: 1, provider: 'mine' };
    const schemas = platform.as(Schema, tenant.admin);
    const providers = platform.as(Provider, tenant.admin);
    await schemas.create(schema);
    await fails(
      providers.delete(mine),
      'EXIST_RESOURCE',
      /^'Schema' resources is existed in Provider \(mine\)/,
    );
    await schemas.delete(schema);
    await providers.delete(mine);
    await fails(providers.get(mine), 'NOT_FOUND');
  });
});
