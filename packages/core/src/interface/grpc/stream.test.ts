import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { ServerReflection } from '@hawser/proto/grpc/reflection/v1/reflection_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Application, createClient, defineService, Service } from '../../index.ts';
import { serverStarters } from '../../servers.ts';
import { type GrpcChannel, grpcJs } from './index.ts';

class RegionService extends Service(Region) {
  get() {
    return { regionId: 'region-1' };
  }
}

const manifest = defineService({
  name: 'inventory',
  version: '1.0.0',
  summary: 'A test',
  services: [RegionService],
  servers: ['grpc'],
});

const config = {
  LOG: { level: 'silent' as const },
  HANDLERS: { authentication: [{ backend: 'anonymous' }] },
  SERVERS: { grpc: { host: '127.0.0.1', port: 0 } },
};

describe('a stream in both directions', () => {
  let application: Application;
  let channel: GrpcChannel;

  before(async () => {
    application = new Application(manifest, { config });
    await application.start([serverStarters.grpc]);
    channel = grpcJs.connect(application.servers[0]!.address, {
      maxReceiveBytes: 1_000_000,
      idempotent: [],
    });
  });

  after(async () => {
    channel.close();
    await application.stop();
  });

  it('ends when the requests have ended and are answered', async () => {
    const reflection = createClient(ServerReflection, { channel: () => channel });
    async function* requests() {
      yield { messageRequest: { case: 'listServices' as const, value: '' } };
      yield { messageRequest: { case: 'fileContainingSymbol' as const, value: Region.typeName } };
    }
    const answers: unknown[] = [];
    for await (const { messageResponse } of reflection.serverReflectionInfo(requests(), { timeoutMs: 5_000 }))
      answers.push(messageResponse.case);
    assert.deepEqual(answers, ['listServicesResponse', 'fileDescriptorResponse']);
  });
});

describe('a client', () => {
  it('says that nobody is there, in few words', async () => {
    const channel = grpcJs.connect('127.0.0.1:1', { maxReceiveBytes: 1_000_000, idempotent: [] });
    const call = createClient(Region, { channel: () => channel }).get(
      { regionId: 'r' },
      { timeoutMs: 10_000 },
    );
    await assert.rejects(call, {
      code: 'GRPC_CONNECTION',
      message: 'Server is unavailable. (reason = connect ECONNREFUSED 127.0.0.1:1)',
    });
    channel.close();
  });

  it('repeats an idempotent call while the server is coming up', async () => {
    // A port that was free a moment ago: nobody listens there when the call is made.
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    holder.close();
    await once(holder, 'close');
    const path = `/${Region.typeName}/get`;
    const channel = grpcJs.connect(`127.0.0.1:${port}`, { maxReceiveBytes: 1_000_000, idempotent: [path] });
    const application = new Application(manifest, {
      config: { ...config, SERVERS: { grpc: { host: '127.0.0.1', port } } },
    });
    try {
      const call = createClient(Region, { channel: () => channel }).get(
        { regionId: 'region-1' },
        { timeoutMs: 10_000 },
      );
      await application.start([serverStarters.grpc]);
      assert.equal((await call).regionId, 'region-1');
    } finally {
      channel.close();
      await application.stop();
    }
  });
});
