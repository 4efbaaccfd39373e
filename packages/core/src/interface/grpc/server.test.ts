import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Collector } from '@hawser/proto/spaceone/api/inventory/plugin/collector_pb.js';
import {
  type CreateRegionRequest,
  Region,
  type RegionQuery,
  type RegionRequest,
} from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import {
  Application,
  createClient,
  defineService,
  errors,
  HawserError,
  Service,
  Transaction,
} from '../../index.ts';
import type { Client } from '../../service/index.ts';
import { grpcJs } from './grpc-js/index.ts';
import { startGrpc } from './server.ts';

const undone: string[] = [];
const signals: AbortSignal[] = [];

class RegionService extends Service(Region) {
  create(request: CreateRegionRequest) {
    this.transaction.onRollback(() => void undone.push(request.name));
    if (request.name === 'bad') throw errors.notUnique('name', 'bad');
    if (request.name === 'broken') throw new Error('a secret detail');
    return { name: request.name, regionId: this.transaction.id, tags: { a: { b: [1, 'x', null] } } };
  }
  async list(_: RegionQuery) {
    await new Promise(resolve => this.transaction.signal.addEventListener('abort', resolve));
    throw Transaction.current()!.signal.reason;
  }
  get(request: RegionRequest) {
    signals.push(this.transaction.signal);
    return { regionId: request.regionId };
  }
}

const ended: string[] = [];

class CollectorService extends Service(Collector) {
  async *collect() {
    try {
      for (let i = 0; ; i++) {
        await new Promise(resolve => setImmediate(resolve));
        yield { message: `${i} ${Transaction.current() === this.transaction}` };
        if (i === 1_000_000) return;
      }
    } finally {
      ended.push('collect');
    }
  }
}

const config = { LOG: { level: 'silent' as const } };

describe('gRPC', () => {
  const manifest = defineService({
    name: 'inventory',
    version: '1.0.0',
    summary: 'A test',
    services: [RegionService, CollectorService],
    servers: ['grpc'],
    asks: [Region, Collector],
  });
  let application: Application;
  let regions: Client<typeof Region>;
  let collector: Client<typeof Collector>;
  let close: () => void;

  before(async () => {
    application = new Application(manifest, { config });
    await application.start([
      app =>
        startGrpc(grpcJs, app.methods, {
          host: '127.0.0.1',
          port: 0,
          maxReceiveBytes: 1_000_000,
          keepaliveMs: 30_000,
        }),
    ]);
    const channel = grpcJs.connect(application.servers[0]!.address, {
      maxReceiveBytes: 1_000_000,
      idempotent: [],
    });
    close = () => channel.close();
    regions = createClient(Region, { channel: () => channel });
    collector = createClient(Collector, { channel: () => channel });
  });
  after(async () => {
    close();
    await application.stop();
  });

  const code = (expected: string) => (error: unknown) =>
    error instanceof HawserError && error.code === expected;

  it('answers a unary call with the shape that the method returned', async () => {
    const region = await regions.create({ name: 'Seoul', regionCode: 'ap-northeast-2', provider: 'aws' });
    assert.equal(region.name, 'Seoul');
    assert.match(region.regionId, /^[0-9a-f]{32}$/);
    assert.deepEqual(region.tags, { a: { b: [1, 'x', null] } });
  });

  it('undoes steps and answers the code when a method fails', async () => {
    await assert.rejects(regions.create({ name: 'bad', regionCode: 'r', provider: 'p' }), code('NOT_UNIQUE'));
    assert.deepEqual(undone.splice(0), ['bad']);
  });

  it('answers nothing of an unknown error but the id under which it is logged', async () => {
    await assert.rejects(
      regions.create({ name: 'broken', regionCode: 'r', provider: 'p' }),
      (error: unknown) => {
        assert.ok(error instanceof HawserError && error.code === 'UNKNOWN');
        assert.doesNotMatch(error.message, /secret/);
        return true;
      },
    );
  });

  it('names the first missing field', async () => {
    await assert.rejects(regions.create({ regionCode: 'r', provider: 'p' }), (error: unknown) => {
      assert.ok(error instanceof HawserError);
      assert.equal(`${error.code} ${error.message}`, 'REQUIRED_PARAMETER Required parameter. (key = name)');
      return true;
    });
  });

  it('answers NOT_IMPLEMENTED for an rpc without a method', async () => {
    await assert.rejects(regions.stat({ query: {} }), code('NOT_IMPLEMENTED'));
  });

  it('ends a call at its deadline', async () => {
    await assert.rejects(regions.list({}, { timeoutMs: 50 }), code('REQUEST_TIMEOUT'));
  });

  it('cancels the method when the caller goes away', async () => {
    const controller = new AbortController();
    const answer = regions.list({}, { signal: controller.signal });
    controller.abort();
    await assert.rejects(answer, code('CANCELLED'));
  });

  it('does not take an answered call for one whose caller went away', async () => {
    await regions.get({ regionId: 'r' });
    // The second call is answered when all is over with the first one.
    await regions.get({ regionId: 'r' });
    assert.equal(signals.at(-2)?.aborted, false);
  });

  it('streams as fast as the caller reads, within the transaction, and stops when the caller does', async () => {
    const messages: string[] = [];
    for await (const { message } of collector.collect({ options: {}, secretData: {} })) {
      messages.push(message);
      if (messages.length === 3) break;
    }
    assert.deepEqual(messages, ['0 true', '1 true', '2 true']);
    while (ended.length === 0) await new Promise(resolve => setImmediate(resolve));
  });
});
