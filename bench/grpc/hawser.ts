import { Application, defineService, errors, Service } from '@hawser/core';
import { registerHandler } from '@hawser/core/handler';
import { grpcJs, startGrpc } from '@hawser/core/interface/grpc';
import { type CreateRegionRequest, Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { serve } from '../harness/server-side.ts';
import { region } from './answer.ts';

class RegionService extends Service(Region) {
  create(request: CreateRegionRequest) {
    return region(request);
  }
}
const known = new Map<string, object>([[process.argv[3]!, { owner: 'USER', domainId: 'd', role: 'x' }]]);
registerHandler(
  () => ({
    stages: () => ({
      authenticate: tx => {
        const id = known.get(tx.token!);
        if (!id) throw errors.unauthenticated('x');
        tx.identity = id as never;
        tx.scope = { domainId: 'd' };
      },
    }),
  }),
  'stub',
);

const manifest = defineService({
  name: 'inventory',
  version: '1.0.0',
  summary: 'The benched service',
  services: [RegionService],
  servers: ['grpc'],
});
const application = new Application(manifest, {
  config: {
    HANDLERS: { authentication: [{ backend: 'stub' }] },
    LOG: { level: 'warn' },
  },
});
await application.start([
  app =>
    startGrpc(grpcJs, app.methods, {
      host: '127.0.0.1',
      port: 0,
      maxReceiveBytes: 4_194_304,
      keepaliveMs: 30_000,
    }),
]);
serve(Number(application.servers[0]!.address.split(':').at(-1)));
