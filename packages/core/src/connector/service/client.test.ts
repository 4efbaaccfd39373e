import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { Namespace } from '@hawser/proto/spaceone/api/inventory/v1/namespace_pb.js';
import {
  type CreateRegionRequest,
  Region,
  type RegionRequest,
} from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Application, defineService, errors, Peers, Service, Transaction } from '../../index.ts';
import { startGrpcServer } from '../../interface/grpc/index.ts';

const undone: string[] = [];
const seen: { transport: string; token: string | undefined; id: string; deadline: number }[] = [];

class RegionService extends Service(Region) {
  create(request: CreateRegionRequest) {
    const { call, token, id, deadline } = this.transaction;
    seen.push({ transport: call.transport, token, id, deadline });
    this.transaction.onRollback(() => void undone.push(request.name));
    return { name: request.name };
  }
  get({ regionId }: RegionRequest): never {
    throw errors.notFound('region_id', regionId);
  }
}

class CloudServiceService extends Service(CloudService) {
  readonly #regions = this.ask(Region);
  readonly #unnamed = () => this.ask(Namespace);

  async create() {
    const region = await this.#regions.create({ name: 'r', regionCode: 'c', provider: 'p' });
    if (this.transaction.token === 'fail') throw errors.precondition('the second step failed');
    return { name: `${region.name} ${this.transaction.id}` };
  }
  async get() {
    return { name: String(await this.#regions.get({ regionId: 'gone' }).catch(error => error.code)) };
  }
  delete() {
    this.#unnamed();
    return {};
  }
}

const base = { version: '1.0.0', summary: 'under test', servers: ['grpc'] } as const;
const regions = defineService({ ...base, name: 'region', services: [RegionService] });
const services = defineService({ ...base, name: 'cloud', services: [CloudServiceService], asks: [Region] });
const config = {
  SERVERS: { grpc: { host: '127.0.0.1', port: 0 } },
  HANDLERS: { authentication: [{ backend: 'anonymous' }] },
  LOG: { level: 'silent' as const },
};
const request = { cloudServiceType: 't', cloudServiceGroup: 'g', provider: 'p', name: 'n' };

for (const hosting of ['in one process', 'over gRPC'] as const) {
  describe(`asking another service ${hosting}`, () => {
    let asked: Application;
    let asking: Application;

    before(async () => {
      const peers = hosting === 'in one process' ? new Peers() : undefined;
      asked = new Application(regions, { config, peers });
      await asked.start([startGrpcServer]);
      const ENDPOINTS = { inventory: `grpc://${asked.servers[0]!.address}` };
      asking = new Application(services, { config: { ...config, ENDPOINTS }, peers });
    });
    after(async () => {
      await asking.stop(0);
      await asked.stop(0);
    });

    it('hands token, trace and deadline on', async () => {
      const answer = await asking.client(CloudService).create(request, { token: 'mine', timeoutMs: 5_000 });
      const call = seen.at(-1)!;
      assert.equal(call.token, 'mine');
      assert.equal(answer.name, `r ${call.id}`);
      assert.ok(call.deadline <= Date.now() + 5_000);
      assert.equal(call.transport, hosting === 'over gRPC' ? 'grpc' : 'local');
    });

    it('throws the error that the other threw', async () => {
      const answer = await asking.client(CloudService).get({ cloudServiceId: 'x' });
      assert.equal(answer.name, 'NOT_FOUND');
    });

    it('refuses a service that the manifest doesn’t name', async () => {
      await assert.rejects(asking.client(CloudService).delete({ cloudServiceId: 'x' }), { code: 'UNKNOWN' });
    });

    if (hosting === 'in one process') {
      it('undoes the other’s step when a later one fails', async () => {
        undone.length = 0;
        await assert.rejects(asking.client(CloudService).create(request, { token: 'fail' }), {
          code: 'FAILED_PRECONDITION',
        });
        assert.deepEqual(undone, ['r']);
      });
    }
  });
}

describe('asking a service without an address', () => {
  it('is UNAVAILABLE, and says what is missing', async () => {
    const asking = new Application(services, { config });
    await assert.rejects(asking.client(CloudService).create(request), /no address of inventory/);
    assert.equal(Transaction.current(), undefined);
  });
});
