import { create, fromBinary, type Message, toBinary } from '@bufbuild/protobuf';
import { Client, credentials, Metadata } from '@grpc/grpc-js';
import {
  CreateRegionRequestSchema,
  RegionInfoSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';

// Loads one gRPC server at a time with Region.create, 64 calls in flight.
const token = process.argv[2]!;
const inFlight = 64;
const clients = new Map<number, Client>();

process.on('message', async (job: { port: number; calls: number } | 'stop') => {
  if (job === 'stop') process.exit(0);
  const began = performance.now();
  await load(job.port, job.calls);
  process.send!({ calls: job.calls, seconds: (performance.now() - began) / 1000 });
});

const request = create(CreateRegionRequestSchema, {
  name: 'Asia Pacific (Seoul)',
  regionCode: 'ap-northeast-2',
  provider: 'aws',
});

function load(port: number, calls: number): Promise<void> {
  const client = clients.get(port) ?? new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  clients.set(port, client);
  const metadata = new Metadata();
  metadata.set('token', token);
  const encode = (message: Message) => Buffer.from(toBinary(CreateRegionRequestSchema, message as never));
  const decode = (bytes: Buffer) => fromBinary(RegionInfoSchema, bytes);
  return new Promise((resolve, reject) => {
    let started = 0;
    let ended = 0;
    const next = () => {
      if (started === calls) return;
      started++;
      client.makeUnaryRequest(
        '/spaceone.api.inventory.v1.Region/create',
        encode,
        decode,
        request,
        metadata,
        (error, region) => {
          if (error || (region as { name?: string }).name !== request.name)
            return reject(error ?? new Error('a wrong answer'));
          if (++ended === calls) resolve();
          else next();
        },
      );
    };
    for (let i = 0; i < inFlight; i++) next();
  });
}
