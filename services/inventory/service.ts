import { defineService } from '@hawser/core';
import { App } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { migrations } from './migrations/index.ts';
import { CloudServiceService } from './src/service/cloud-service.ts';
import { CloudServiceTypeService } from './src/service/cloud-service-type.ts';
import { RegionService } from './src/service/region.ts';

/** The inventory: what the accounts of all providers hold, and the collectors that find it. */
export default defineService({
  name: 'inventory',
  version: '0.1.0',
  summary: 'Keeps an inventory of cloud resources, and collects it by plugins.',
  services: [CloudServiceService, CloudServiceTypeService, RegionService],
  servers: ['grpc', 'rest', 'scheduler', 'worker'],
  localPort: 50052,
  migrations,
  asks: [Domain, App, Project],
});
