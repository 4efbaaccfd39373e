import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { Schema, SchemaType } from '@hawser/proto/spaceone/api/identity/v2/schema_pb.js';
import { resultsOf, runCases } from '../../test/cases.ts';
import { startPlatform } from '../../test/platform.ts';
import { createTenant } from '../../test/tenants.ts';

const platform = await startPlatform();
const tenant = await createTenant(platform, 'tenant');
const admin = () => tenant.admin;

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
