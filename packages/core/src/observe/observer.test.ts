import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Collector } from '@hawser/proto/spaceone/api/inventory/plugin/collector_pb.js';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Application, defineService, errors, Peers, Service, serverStarters } from '../index.ts';
import { registerTelemetry } from './index.ts';

/** What the recording tracer was told, a line a span that has ended: `side path below ended-with`. */
const spans: string[] = [];
let made = 0;
let closed = 0;

/** Keeps what it is told, in place of a vendor's. */
registerTelemetry(({ name }) => {
  const begin = (side: string, path: string, above: string | undefined) => {
    const id = String(++made).padStart(16, '0');
    const traceparent = `00-${above?.slice(3, 35) ?? 'a'.repeat(32)}-${id}-01`;
    const below = above === undefined ? 'none' : Number(above.slice(36, 52));
    const rpc = path.split('.').at(-1);
    return {
      headers: { traceparent },
      end: (status: number) =>
        void spans.push(`${name} ${side} ${rpc} ${Number(id)} below ${below}: ${status}`),
    };
  };
  return {
    serve: (path, call) => begin(call.transport, path, call.header('traceparent')),
    ask: (path, { traceparent }) => begin('asks', path, traceparent),
    close: async () => void closed++,
  };
});

class RegionService extends Service(Region) {
  get() {
    return { name: this.transaction.id };
  }
}
class CloudServiceService extends Service(CloudService) {
  readonly #regions = this.ask(Region);
  async get() {
    return { name: (await this.#regions.get({ regionId: 'r' })).name };
  }
}
class CollectorService extends Service(Collector) {
  async *collect({ options }: { options?: { fail?: unknown } | undefined }) {
    yield {};
    if (options?.fail) throw errors.precondition('as told');
    yield {};
  }
}

const base = { version: '1.0.0', summary: 'under test' } as const;
const regions = defineService({ ...base, name: 'region', services: [RegionService], servers: ['grpc'] });
const clouds = defineService({
  ...base,
  name: 'cloud',
  services: [CloudServiceService, CollectorService],
  servers: [],
  asks: [Region],
});
const config = {
  SERVERS: { grpc: { host: '127.0.0.1', port: 0 } },
  HANDLERS: { authentication: [{ backend: 'anonymous' }] },
  LOG: { level: 'silent' as const },
  OTEL: { endpoint: 'http://127.0.0.1:4318' },
};

/** The spans that have ended since the last time. */
const ended = () => spans.splice(0);

for (const together of [true, false]) {
  describe(`calls to a service ${together ? 'in the same process' : 'elsewhere'}`, () => {
    const running: Application[] = [];
    before(async () => {
      const peers = together ? { peers: new Peers() } : {};
      const region = new Application(regions, { config, ...peers });
      await region.start([serverStarters.grpc]);
      const ENDPOINTS = { inventory: `grpc://${region.servers[0]!.address}` };
      const cloud = new Application(clouds, { config: { ...config, ENDPOINTS }, ...peers });
      await cloud.start([]);
      running.push(cloud, region);
      made = 0;
    });
    after(async () => {
      for (const application of running) await application.stop(0);
      assert.equal(closed, 2);
      closed = 0;
    });

    it('have one span each, below the span of the method that makes them', async () => {
      const { name } = await running[0]!.client(CloudService).get({ cloudServiceId: 'c' });
      assert.equal(name, 'a'.repeat(32));
      assert.deepEqual(
        ended(),
        together
          ? ['region local Region/get 2 below 1: 0', 'cloud local CloudService/get 1 below none: 0']
          : [
              'region grpc Region/get 3 below 2: 0',
              'cloud asks Region/get 2 below 1: 0',
              'cloud local CloudService/get 1 below none: 0',
            ],
      );
    });
  });
}

describe('a stream', () => {
  let application: Application;
  before(async () => {
    application = new Application(clouds, { config });
    await application.start([]);
    made = 0;
  });
  after(() => application.stop(0));
  const collect = (options = {}) => application.client(Collector).collect({ options });

  it('has a span until it ends', async () => {
    let count = 0;
    for await (const _ of collect()) assert.deepEqual([++count > 0, ended()], [true, []]);
    assert.deepEqual([count, ended()], [2, ['cloud local Collector/collect 1 below none: 0']]);
  });

  it('has a span until it fails, with the status', async () => {
    await assert.rejects(async () => {
      for await (const _ of collect({ fail: true })) assert.deepEqual(ended(), []);
    });
    assert.deepEqual(ended(), ['cloud local Collector/collect 2 below none: 9']);
  });

  it('has a span until it is left, as cancelled', async () => {
    for await (const _ of collect()) break;
    assert.deepEqual(ended(), ['cloud local Collector/collect 3 below none: 1']);
  });
});
