import { defineService, platformHandlers } from '@hawser/core';
import { App } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { plugins } from './migrations/0001_plugins.ts';
import { PluginService } from './src/service/plugin.ts';
import { RepositoryService } from './src/service/repository.ts';

export default defineService({
  name: 'repository',
  version: '0.1.0',
  summary: 'The catalogue of plugins',
  services: [PluginService, RepositoryService],
  servers: ['grpc', 'rest'],
  defaults: {
    HANDLERS: platformHandlers,
  },
  migrations: [plugins],
  asks: [Domain, App],
});
