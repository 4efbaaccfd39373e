import { defineService, platformHandlers } from '@hawser/core';
import { App } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { Plugin as Catalogue } from '@hawser/proto/spaceone/api/repository/v1/plugin_pb.js';
import { PluginService } from './src/service/plugin.ts';

export default defineService({
  name: 'plugin',
  version: '0.1.0',
  summary: 'Says where plugins answer',
  services: [PluginService],
  servers: ['grpc', 'rest'],
  defaults: {
    HANDLERS: platformHandlers,
  },
  asks: [Domain, App, Catalogue],
});
