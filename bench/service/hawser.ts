import { Application, defineService, Service } from '@hawser/core';
import { provideIdentity } from '@hawser/core/handler';
import { App } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { type CreateRegionRequest, Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { region } from './answer.ts';

class RegionService extends Service(Region) {
  create(request: CreateRegionRequest) {
    return region(request);
  }
}

const manifest = defineService({
  name: 'inventory',
  version: '1.0.0',
  summary: 'The benched service',
  services: [RegionService],
  servers: ['grpc', 'rest'],
  asks: [Domain, App],
});

/**
 * The benched service as a platform's service is: tokens checked, permissions and roles matched, tenancy set, requests
 * validated, calls counted.
 * @param publicKey of the domain, a JWK as JSON
 */
export function makeApplication(publicKey: string): Application {
  const application = new Application(manifest, {
    config: {
      SERVERS: { grpc: { host: '127.0.0.1', port: 0 }, rest: { host: '127.0.0.1', port: 0 } },
      HANDLERS: {
        authentication: [{ backend: 'jwt' }],
        authorization: [{ backend: 'role' }],
        mutation: [{ backend: 'tenancy' }],
      },
      LOG: { level: 'warn' },
    },
  });
  provideIdentity(application, {
    publicKey: async () => publicKey,
    checkApp: async () => ({ permissions: [], projects: [] }),
  });
  return application;
}
