import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { Provider } from '@hawser/proto/spaceone/api/identity/v2/provider_pb.js';
import { Schema, SchemaType } from '@hawser/proto/spaceone/api/identity/v2/schema_pb.js';
import { resultsOf, runCases } from '../../test/cases.ts';
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
});

describe('Schema', () => {
  const schema = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] };
  const own = { schemaId: 'mine-account' };

  runCases(
    platform,
    Schema,
    admin,
    [
      {
        rpc: 'create',
        what: 'of accounts',
        request: () => ({
          ...own,
          name: 'Mine',
          schemaType: SchemaType.SERVICE_ACCOUNT,
          schema,
          provider: 'mine',
          relatedSchemas: ['mine-secret'],
        }),
        gives: made =>
          assert.deepEqual(
            [made.schemaId, made.schema, made.relatedSchemas],
            ['mine-account', schema, ['mine-secret']],
          ),
      },
      {
        rpc: 'create',
        what: 'an id that is taken',
        request: () => ({ ...own, name: 'X', schemaType: 1, provider: 'x' }),
        fails: 'NOT_UNIQUE',
        text: /schema_id = mine-account/,
      },
      {
        rpc: 'create',
        what: 'that is none',
        request: () => ({
          schemaId: 'x',
          name: 'X',
          schemaType: 1,
          provider: 'x',
          schema: { type: 'nonsense' },
        }),
        fails: 'INVALID_PARAMETER',
        text: /no JSON Schema/,
      },
      {
        rpc: 'update',
        what: 'the name',
        request: () => ({ ...own, name: 'Mine 2' }),
        gives: made => assert.deepEqual([made.name, made.schema], ['Mine 2', schema]),
      },
      {
        rpc: 'update',
        what: 'one of the platform’s',
        request: () => ({ schemaId: 'aws-service-account', name: 'x' }),
        fails: 'PERMISSION_DENIED',
      },
      {
        rpc: 'get',
        what: 'one of the platform’s',
        token: () => tenant.member,
        request: () => ({ schemaId: 'aws-service-account' }),
        gives: made =>
          assert.deepEqual(made.relatedSchemas, ['aws-secret-access-key', 'aws-secret-assume-role']),
      },
      {
        rpc: 'get',
        what: 'one that isn’t there',
        request: () => ({ schemaId: 'none' }),
        fails: 'NOT_FOUND',
        text: /schema_id = none/,
      },
      {
        rpc: 'list',
        what: 'of a provider’s secrets',
        request: () => ({ provider: 'aws', schemaType: SchemaType.SECRET }),
        gives: ({ results }) =>
          assert.deepEqual(results.map(one => one.schemaId).toSorted(), [
            'aws-control-tower-access-key',
            'aws-secret-access-key',
          ]),
      },
      {
        rpc: 'list',
        what: 'that name another',
        request: () => ({ relatedSchemaId: 'aws-secret-assume-role' }),
        gives: ({ results }) =>
          assert.deepEqual(
            results.map(one => one.schemaId),
            ['aws-service-account'],
          ),
      },
      {
        rpc: 'list',
        what: 'without a token',
        token: () => '',
        request: () => ({}),
        fails: 'AUTHENTICATE_FAILURE',
      },
      {
        rpc: 'stat',
        what: 'the providers',
        request: () => ({ query: { distinct: 'provider' } }),
        gives: answer => assert.ok((resultsOf(answer) as string[]).includes('kubernetes')),
      },
      { rpc: 'stat', what: 'nothing', request: () => ({ query: {} }), fails: 'REQUIRED_PARAMETER' },
      {
        rpc: 'delete',
        what: 'one of the platform’s',
        request: () => ({ schemaId: 'aws-service-account' }),
        fails: 'PERMISSION_DENIED',
      },
    ],
    ['delete answers'],
  );
});

describe('Schemas and their provider', () => {
  runCases(
    platform,
    Provider,
    admin,
    [
      {
        rpc: 'delete',
        what: 'while it has a schema',
        request: () => mine,
        fails: 'EXIST_RESOURCE',
        text: /^'Schema' resources is existed in Provider \(mine\)/,
      },
      {
        rpc: 'get',
        what: 'and keeps it',
        request: () => mine,
        gives: async () =>
          void (await platform.as(Schema, tenant.admin).delete({ schemaId: 'mine-account' })),
      },
      { rpc: 'delete', what: 'afterwards', request: () => mine, gives: () => {} },
    ],
    'any',
  );
});
