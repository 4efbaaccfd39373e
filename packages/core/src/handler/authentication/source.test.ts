import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Application } from '../../application.ts';
import type { HawserError } from '../../error/index.ts';
import { defineService } from '../../manifest/index.ts';
import { Service } from '../../service/index.ts';
import { generateKeys } from '../../token/index.ts';
import type { Call, Identity } from '../../transaction/index.ts';
import { startPlatform } from '../testing/platform.ts';
import { provideIdentity } from './source.ts';

describe('jwt without identity', () => {
  it('answers UNAVAILABLE for new tokens and goes on with remembered ones', async () => {
    const platform = await startPlatform();
    const regions = platform.inventory.client(Region);
    const known = await platform.tenants.issue({ rol: 'DOMAIN_ADMIN' });
    await regions.list({}, { token: known });
    await platform.tenants.rotate('domain-2');
    const unknown = await platform.tenants.issue({ did: 'domain-2' });
    await platform.identity.stop(0);
    await assert.rejects(
      regions.list({}, { token: unknown }),
      (thrown: HawserError) => thrown.code === 'GRPC_CONNECTION',
    );
    assert.equal((await regions.list({}, { token: known })).totalCount, 1);
    await platform.stop();
  });
});

describe('jwt beside the identity service', () => {
  const call = (identity?: Identity): Call => ({
    transport: 'worker',
    header: () => undefined,
    deadline: Infinity,
    onCancel: () => {},
    ...(identity ? { identity } : {}),
  });
  const input = create(Region.method.list.input);

  it('needs no token where the transport vouches for the caller', async () => {
    const platform = await startPlatform();
    const list = platform.inventory.methods.find(({ info }) => info.localName === 'list')!;
    const identity = {
      owner: 'SYSTEM',
      audience: 'scheduler',
      domainId: 'domain-root',
      role: 'SYSTEM',
    } as const;
    await list.unary!(input, call(identity));
    assert.equal(platform.log.records.at(-1)?.outcome, 'SUCCESS');
    await assert.rejects(
      async () => list.unary!(input, call()),
      (thrown: HawserError) => thrown.code === 'AUTHENTICATE_FAILURE',
    );
    await platform.stop();
  });

  it('asks the source that the application provides instead of the service', async () => {
    const platform = await startPlatform();
    const pair = await generateKeys();
    const asked: string[] = [];
    provideIdentity(platform.inventory, {
      publicKey: async domainId => {
        asked.push(domainId);
        return JSON.stringify(pair.publicKey);
      },
      checkApp: async clientId => ({ permissions: [clientId], projects: [] }),
    });
    platform.tenants.keys.set('domain-7', pair);
    platform.tenants.asked.splice(0);
    const token = await platform.tenants.issue({ did: 'domain-7', rol: 'DOMAIN_ADMIN' });
    await platform.inventory.client(Region).list({}, { token });
    assert.deepEqual([asked, platform.tenants.asked], [['domain-7'], []]);
    await platform.stop();
  });

  it('stops the start of a service whose manifest does not ask Domain and App', () => {
    const lonely = defineService({
      name: 'lonely',
      version: '1.0.0',
      summary: 'A test',
      services: [
        class extends Service(Region) {
          list() {
            return {};
          }
        },
      ],
      servers: ['grpc'],
    });
    assert.throws(
      () => new Application(lonely, { config: { HANDLERS: { authentication: [{ backend: 'jwt' }] } } }),
      /asks spaceone\.api\.identity\.v2\.Domain/,
    );
  });
});
