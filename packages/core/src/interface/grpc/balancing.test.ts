import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Application, createClient, defineService, errors, Service } from '../../index.ts';
import { grpcJs } from './grpc-js/index.ts';
import { startGrpcServer } from './index.ts';
import { startNameServer } from './testing-dns.ts';

/** A replica of a service, which says on which address it is. */
async function startReplica(host: string, port = 0) {
  const replica = { fails: false, calls: 0 };
  class RegionService extends Service(Region) {
    get() {
      replica.calls++;
      if (replica.fails) throw errors.precondition('out of order');
      return { name: host };
    }
  }
  const manifest = defineService({
    name: 'inventory',
    version: '1.0.0',
    summary: 'A replica',
    services: [RegionService],
    servers: ['grpc'],
  });
  const application = new Application(manifest, {
    config: {
      LOG: { level: 'silent' },
      HANDLERS: { authentication: [{ backend: 'anonymous' }] },
      SERVERS: { grpc: { host, port } },
    },
  });
  await application.start([startGrpcServer]);
  const address = application.servers[0]!.address;
  after(() => application.stop(0));
  return Object.assign(replica, {
    address,
    port: Number(address.split(':')[1]),
    stop: () => application.stop(0),
  });
}

/** Who answers calls to an address: a host, or the code of what failed. */
function caller(address: string) {
  const channel = grpcJs.connect(address, {
    maxReceiveBytes: 1_000_000,
    idempotent: [`/${Region.typeName}/get`],
  });
  after(() => channel.close());
  const regions = createClient(Region, { channel: () => channel });
  const one = () =>
    regions.get({ regionId: 'r' }, { timeoutMs: 5_000 }).then(
      ({ name }) => name,
      ({ code }: { code: string }) => code,
    );
  /** How many of so many calls each one answered. */
  const many = async (count: number) => {
    const counts: Record<string, number> = {};
    for (let i = 0; i < count; i++) {
      const by = await one();
      counts[by] = (counts[by] ?? 0) + 1;
    }
    return counts;
  };
  /** Calls until both hosts have answered: connections are made one by one. */
  const both = async () => {
    const seen = new Set<string>();
    while (seen.size < 2) seen.add(await one());
  };
  return { one, many, both };
}

describe('calls to a name with several addresses', () => {
  it('are spread evenly over all of them', async () => {
    const [first, second] = [await startReplica('127.0.0.1'), await startReplica('127.0.0.2')];
    const { both, many } = caller(`ipv4:${first.address},${second.address}`);
    await both();
    assert.deepEqual(await many(20), { '127.0.0.1': 10, '127.0.0.2': 10 });
  });

  it('go to those that are left when one is killed, without an error where they may be repeated', async () => {
    const [first, second] = [await startReplica('127.0.0.1'), await startReplica('127.0.0.2')];
    const { both, many } = caller(`ipv4:${first.address},${second.address}`);
    await both();
    const calls = many(200);
    await first.stop();
    const counts = await calls;
    assert.equal((counts['127.0.0.1'] ?? 0) + counts['127.0.0.2']!, 200);
    assert.deepEqual(await many(10), { '127.0.0.2': 10 });
  });

  it('leave out one that keeps failing, and take it back in when it is well', async () => {
    const [first, second] = [await startReplica('127.0.0.1'), await startReplica('127.0.0.2')];
    const { both, many } = caller(`ipv4:${first.address},${second.address}`);
    await both();
    first.fails = true;
    // Who fails is looked for every ten seconds, among those with twenty calls or more since.
    const limit = Date.now() + 30_000;
    let last = await many(50);
    assert.equal(last.FAILED_PRECONDITION, 25);
    while (last.FAILED_PRECONDITION && Date.now() < limit) {
      await pause(250);
      last = await many(50);
    }
    assert.deepEqual(last, { '127.0.0.2': 50 });
  });
});

describe('a name whose addresses change', () => {
  it('is looked up again when a server goes away', async () => {
    const first = await startReplica('127.0.0.1');
    const second = await startReplica('127.0.0.2', first.port);
    const names = await startNameServer(['127.0.0.1']);
    after(() => names.stop());
    const { one, many } = caller(`dns://${names.address}/inventory.test:${first.port}`);
    assert.deepEqual(await many(5), { '127.0.0.1': 5 });
    assert.equal(names.asked, 1);
    names.addresses = ['127.0.0.2'];
    await first.stop();
    // Names are looked up every five seconds at most; meanwhile calls are repeated, and then fail.
    const limit = Date.now() + 20_000;
    let by = await one();
    while (by !== '127.0.0.2' && Date.now() < limit) {
      assert.equal(by, 'GRPC_CONNECTION');
      by = await one();
    }
    assert.deepEqual(await many(5), { '127.0.0.2': 5 });
    assert.equal(second.calls, 6);
    assert.ok(names.asked <= 4, `${names.asked} look-ups`);
  });
});
