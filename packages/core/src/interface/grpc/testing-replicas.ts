import { after } from 'node:test';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Application, createClient, defineService, errors, Service } from '../../index.ts';
import { grpcJs } from './grpc-js/index.ts';
import { startGrpcServer } from './index.ts';

/** A replica of a service, which says on which address it is. */
export async function startReplica(host: string, port = 0, grpc: { maxConnectionAgeSeconds?: number } = {}) {
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
      SERVERS: { grpc: { host, port, ...grpc } },
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
export function caller(address: string, { idempotent = true } = {}) {
  const channel = grpcJs.connect(address, {
    maxReceiveBytes: 1_000_000,
    idempotent: idempotent ? [`/${Region.typeName}/get`] : [],
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
