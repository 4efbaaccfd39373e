import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { create, type JsonValue } from '@bufbuild/protobuf';
import { IssueTokenRequestSchema } from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';
import { CreateUserRequestSchema } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { CreateServiceRequestSchema } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { CreateSecretRequestSchema } from '@hawser/proto/spaceone/api/secret/v1/secret_pb.js';
import fc from 'fast-check';
import { startPlatform } from '../testing/platform.ts';
import { compileRecord, isSecretName, masked } from './mask.ts';

describe('audit', () => {
  let platform: Awaited<ReturnType<typeof startPlatform>>;
  before(async () => {
    platform = await startPlatform();
  });
  after(() => platform.stop());
  const region = { name: 'Seoul', regionCode: 'r', provider: 'p', tags: { password: 'hunter2' } };

  it('records who did what, narrowed to what, with what outcome', async () => {
    const { inventory, tenants, log } = platform;
    const token = await tenants.issue({ rol: 'WORKSPACE_OWNER', wid: 'workspace-1' });
    await inventory.client(Region).create(region, { token });
    const { durationMs, id, ...record } = log.records.pop()!;
    assert.ok(typeof durationMs === 'number' && durationMs >= 0);
    assert.match(String(id), /^[0-9a-f]{32}$/);
    assert.deepEqual(record, {
      actor: {
        owner: 'USER',
        id: 'kim',
        role: 'WORKSPACE_OWNER',
        domainId: 'domain-1',
        workspaceId: 'workspace-1',
      },
      method: '/spaceone.api.inventory.v1.Region/create',
      transport: 'local',
      scope: { domainId: 'domain-1', workspaceId: 'workspace-1', userId: undefined },
      outcome: 'SUCCESS',
      request: { name: 'Seoul', region_code: 'r', provider: 'p', tags: { password: masked } },
    });
  });

  it('records refused calls too, with the code', async () => {
    const { inventory, tenants, log } = platform;
    const regions = inventory.client(Region);
    await assert.rejects(regions.create(region));
    await assert.rejects(regions.create(region, { token: await tenants.issue({ rol: 'USER' }) }));
    const outcomes = log.records
      .splice(0)
      .map(({ actor, outcome }) => [(actor as { id: string } | undefined)?.id, outcome]);
    assert.deepEqual(outcomes, [
      [undefined, 'AUTHENTICATE_FAILURE'],
      ['kim', 'PERMISSION_DENIED'],
    ]);
  });
});

describe('records of requests', () => {
  it('mask the fields that the configuration names, too', () => {
    const record = compileRecord(CreateUserRequestSchema, ['email', 'tags']);
    const request = create(CreateUserRequestSchema, {
      userId: 'kim',
      email: 'kim@example.com',
      tags: { a: 'b' },
    });
    assert.deepEqual(record(request), { user_id: 'kim', email: masked, tags: masked });
  });

  it('mask secrets by the names of fields and keys, at any depth', () => {
    const secret = compileRecord(CreateSecretRequestSchema);
    assert.deepEqual(
      secret(create(CreateSecretRequestSchema, { name: 'n', data: { key: 'hunter2' }, schemaId: 's' })),
      {
        name: 'n',
        data: masked,
        schema_id: 's',
      },
    );
    const token = compileRecord(IssueTokenRequestSchema);
    const request = create(IssueTokenRequestSchema, {
      credentials: { user_id: 'kim' },
      verifyCode: '1',
      domainId: 'd',
    });
    assert.deepEqual(token(request), { credentials: masked, verify_code: masked, domain_id: 'd' });
    const user = compileRecord(CreateUserRequestSchema);
    const tags = { deep: { apiKey: 'hunter2', secret_id: 'secret-1' } };
    assert.deepEqual(user(create(CreateUserRequestSchema, { userId: 'kim', password: 'hunter2', tags })), {
      user_id: 'kim',
      password: masked,
      tags: { deep: { apiKey: masked, secret_id: 'secret-1' } },
    });
  });

  it('tell secrets from what is only about them', () => {
    for (const name of [
      'password',
      'newPassword',
      'secret_data',
      'token',
      'accessToken',
      'api_key',
      'API-Key',
      'client_secret',
    ])
      assert.ok(isSecretName(name), name);
    for (const name of ['secret_id', 'secretId', 'secret_type', 'name', 'key', 'path'])
      assert.ok(!isSecretName(name), name);
  });

  it('stay small whatever is sent', () => {
    const record = compileRecord(CreateServiceRequestSchema);
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: 'large' }), fc.string({ maxLength: 5_000 }), (value, name) => {
        const request = create(CreateServiceRequestSchema, {
          name,
          data: { value: value as JsonValue, list: Array(500).fill(value as JsonValue) },
        });
        assert.ok(JSON.stringify(record(request)).length < 100_000);
      }),
      { numRuns: 50 },
    );
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${i}`, 'x'.repeat(1_000)]));
    const size = JSON.stringify(record(create(CreateServiceRequestSchema, { data: many }))).length;
    assert.ok(size < 10_000, `${size} characters`);
  });
});
