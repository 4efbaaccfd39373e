import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Application, defineService, errors, Service } from '@hawser/core';
import { startGrpcServer } from '@hawser/core/interface/grpc';
import { startRestServer } from '@hawser/core/interface/rest';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { type CreateRegionRequest, Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import './index.ts';
import { type Received, startCollector } from './testing.ts';

class RegionService extends Service(Region) {
  create({ name }: CreateRegionRequest) {
    if (name === 'broken') throw new Error('a defect');
    if (name === 'refused') throw errors.precondition('no such regions');
    return { name };
  }
}

class CloudServiceService extends Service(CloudService) {
  readonly #regions = this.ask(Region);

  async create({ name = '' }: { name?: string }) {
    const region = await this.#regions.create({ name, regionCode: 'c', provider: 'p' });
    return { name: region.name };
  }
}

const base = { version: '1.2.3', summary: 'under test' } as const;
const regions = defineService({ ...base, name: 'region', services: [RegionService], servers: ['grpc'] });
const clouds = defineService({
  ...base,
  name: 'cloud',
  services: [CloudServiceService],
  servers: ['rest'],
  asks: [Region],
});

const warnings: string[] = [];
const log = {
  debug() {},
  info: (_: object, text = '') => void warnings.push(text),
  warn: (_: object, text = '') => void warnings.push(text),
  error() {},
};

/** A service that answers by REST and asks another over gRPC; both send to the endpoint. */
async function startBoth(endpoint: string, sampling = 1) {
  const config = {
    SERVERS: { grpc: { host: '127.0.0.1', port: 0 }, rest: { host: '127.0.0.1', port: 0 } },
    HANDLERS: { authentication: [{ backend: 'anonymous' }] },
    OTEL: { endpoint, sampling, headers: { authorization: 'Bearer secret' } },
  };
  const region = new Application(regions, { config, log });
  await region.start([startGrpcServer]);
  const ENDPOINTS = { inventory: `grpc://${region.servers[0]!.address}` };
  const cloud = new Application(clouds, { config: { ...config, ENDPOINTS }, log });
  await cloud.start([startRestServer]);
  const url = `http://${cloud.servers[0]!.address}/inventory/v1/cloud-service/create`;
  return {
    async call(name: string, headers: Record<string, string> = {}) {
      const body = { name, cloud_service_type: 't', cloud_service_group: 'g', provider: 'p' };
      const init = { method: 'POST', body: JSON.stringify(body) };
      const response = await fetch(url, {
        ...init,
        headers: { 'content-type': 'application/json', ...headers },
      });
      await response.text();
      return response.status;
    },
    async stop() {
      await cloud.stop(1_000);
      await region.stop(1_000);
    },
  };
}

const traceId = '0af7651916cd43dd8448eb211c80319c';
const callerId = 'b7ad6b7169203331';

describe('traces and metrics, sent to a collector', () => {
  let collector: Awaited<ReturnType<typeof startCollector>>;
  let received: Received[];

  before(async () => {
    collector = await startCollector();
    const { call, stop } = await startBoth(`${collector.endpoint}/`);
    const traceparent = `00-${traceId}-${callerId}-01`;
    assert.equal(await call('seoul', { traceparent, tracestate: 'vendor=1' }), 200);
    assert.equal(await call('refused'), 400);
    assert.equal(await call('broken'), 500);
    assert.equal(await call('unseen', { traceparent: `00-${'1'.repeat(32)}-${callerId}-00` }), 200);
    await stop();
    received = collector.spans;
  });
  after(() => collector.stop());

  it('are one span a call on each side, one below the other, within the caller’s trace', () => {
    const own = received.filter(span => span.traceId === traceId);
    const [outer, asking, inner] = [
      own.find(span => span.service === 'cloud' && span.kind === 2)!,
      own.find(span => span.service === 'cloud' && span.kind === 3)!,
      own.find(span => span.service === 'region')!,
    ];
    assert.equal(own.length, 3);
    assert.deepEqual(
      [outer.parentSpanId, asking.parentSpanId, inner.parentSpanId],
      [callerId, outer.spanId, asking.spanId],
    );
    assert.deepEqual(
      [outer.name, asking.name, inner.name],
      [
        'spaceone.api.inventory.v1.CloudService/create',
        'spaceone.api.inventory.v1.Region/create',
        'spaceone.api.inventory.v1.Region/create',
      ],
    );
    assert.deepEqual([inner.kind, inner.traceState], [2, 'vendor=1']);
    assert.deepEqual(outer.attributes, {
      'rpc.method': 'spaceone.api.inventory.v1.CloudService/create',
      'hawser.transport': 'rest',
      'rpc.status_code': 'OK',
    });
    assert.deepEqual(inner.attributes, {
      'rpc.method': 'spaceone.api.inventory.v1.Region/create',
      'rpc.system.name': 'grpc',
      'hawser.transport': 'grpc',
      'rpc.status_code': 'OK',
    });
  });

  it('say which side an error is the fault of', () => {
    const failed = received.filter(span => 'error.type' in span.attributes);
    const told = failed.map(({ service, kind, attributes, status }) => [
      `${service} ${kind} ${attributes['error.type']} ${attributes['rpc.status_code']}`,
      ((status ?? {}) as { code?: number }).code === 2,
    ]);
    assert.deepEqual(Object.fromEntries(told), {
      'region 2 FAILED_PRECONDITION FAILED_PRECONDITION': false,
      'cloud 3 FAILED_PRECONDITION FAILED_PRECONDITION': true,
      'cloud 2 FAILED_PRECONDITION FAILED_PRECONDITION': false,
      'region 2 UNKNOWN INTERNAL': true,
      'cloud 3 UNKNOWN INTERNAL': true,
      'cloud 2 UNKNOWN INTERNAL': true,
    });
    assert.ok(!JSON.stringify(received).includes('a defect'));
  });

  it('leave out what the caller doesn’t keep', () => {
    assert.ok(!received.some(span => span.traceId === '1'.repeat(32)));
  });

  it('count the calls and how long they took', () => {
    const of = (name: string) => {
      const found = collector.metrics.find(one => one.service === 'region' && one.name === name)!;
      return found as unknown as Record<
        string,
        { points: Record<string, unknown>[] | Record<string, unknown> }
      >;
    };
    const labels = { service: 'spaceone.api.inventory.v1.Region', method: 'create' };
    const calls = of('hawser.calls').sum!.points as { attributes: object; value: number }[];
    assert.deepEqual(
      calls.map(({ attributes, value }) => [attributes, value]),
      [
        [{ ...labels, code: 'OK' }, 2],
        [{ ...labels, code: 'FAILED_PRECONDITION' }, 1],
        [{ ...labels, code: 'INTERNAL' }, 1],
      ],
    );
    const { attributes, count, sum, counts, bounds } = of('hawser.call.duration').histogram!.points as {
      attributes: object;
      count: number;
      sum: number;
      counts: number[];
      bounds: number[];
    };
    assert.deepEqual([attributes, count, bounds.length], [labels, 4, counts.length - 1]);
    assert.equal(
      counts.reduce((all, one) => all + one),
      4,
    );
    assert.ok(sum > 0 && sum < 10);
    assert.equal((of('hawser.calls.in_flight').sum!.points as { value: number }).value, 0);
  });

  it('go with the headers of the configuration', () => {
    assert.ok(collector.headers.length >= 4);
    assert.ok(collector.headers.every(({ authorization }) => authorization === 'Bearer secret'));
    assert.deepEqual(warnings, []);
  });
});

describe('a share of the traces', () => {
  it('is none where none are to be kept, but callers’ decisions hold', async () => {
    const collector = await startCollector();
    const { call, stop } = await startBoth(collector.endpoint, 0);
    assert.equal(await call('seoul'), 200);
    assert.equal(await call('busan', { traceparent: `00-${traceId}-${callerId}-01` }), 200);
    await stop();
    collector.stop();
    assert.deepEqual(new Set(collector.spans.map(span => span.traceId)), new Set([traceId]));
  });
});

describe('a collector that is away', () => {
  it('costs a warning for each kind of what is lost, and no call', async () => {
    const collector = await startCollector();
    collector.stop();
    warnings.length = 0;
    const { call, stop } = await startBoth(collector.endpoint);
    assert.equal(await call('seoul'), 200);
    await stop();
    assert.deepEqual(
      new Set(warnings),
      new Set(['traces', 'metrics'].map(what => `${what} can't be sent to OTEL.endpoint and are dropped`)),
    );
    assert.equal(warnings.length, 4);
  });
});
