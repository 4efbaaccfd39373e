import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { testDatabase } from '@hawser/local/testing';
import { Token } from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Application, defineService, type Manifest, Service, serverStarters } from '../../index.ts';
import type { ServerKind } from '../../manifest/index.ts';

class RegionService extends Service(Region) {
  list() {
    return {};
  }
}

const manifest = defineService({
  name: 'inventory',
  version: '1.0.0',
  summary: 'under test',
  services: [RegionService],
  servers: ['grpc', 'rest', 'scheduler', 'worker'],
});

const { host, port, user, password, database } = await testDatabase();

/** Starts one server, and stops it. @returns what the start threw, by its code and text */
async function start(
  kind: ServerKind,
  authentication: { backend: string }[] = [],
  service: Manifest = manifest,
) {
  const application = new Application(service, {
    config: {
      LOG: { level: 'silent' },
      HANDLERS: { authentication },
      DATABASES: { default: { host, port, user, password, database } },
      SERVERS: { grpc: { host: '127.0.0.1', port: 0 }, rest: { host: '127.0.0.1', port: 0 } },
    },
  });
  try {
    await application.start([serverStarters[kind]]);
    return undefined;
  } catch (thrown) {
    return String(thrown);
  } finally {
    await application.stop(0);
  }
}

describe('a service without authentication', () => {
  it('starts no server that others can call, and says which key lacks what', async () => {
    for (const kind of ['grpc', 'rest'] as const) {
      assert.equal(
        await start(kind),
        'ConfigError: The configuration has a problem:\n' +
          '  HANDLERS.authentication\n' +
          '    is empty, so that anyone could call spaceone.api.inventory.v1.Region/list of inventory; ' +
          'name a handler such as {backend: jwt}, mark the methods as public in the contract, ' +
          'or let everyone in with {backend: anonymous} [CONFIG_NO_AUTHENTICATION]',
        kind,
      );
    }
  });

  it('starts a worker and a scheduler, which serve nobody', async () => {
    assert.deepEqual([await start('worker'), await start('scheduler')], [undefined, undefined]);
  });

  it('starts every server of public methods', async () => {
    class TokenService extends Service(Token) {
      issue() {
        return {};
      }
    }
    const open: Manifest = { ...manifest, services: [TokenService] };
    assert.deepEqual([await start('grpc', [], open), await start('rest', [], open)], [undefined, undefined]);
  });

  it('starts every server when the operator lets everyone in', async () => {
    const open = [{ backend: 'anonymous' }];
    assert.deepEqual([await start('grpc', open), await start('rest', open)], [undefined, undefined]);
  });
});
