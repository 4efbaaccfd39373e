import type { JsonObject } from '@bufbuild/protobuf';
import { defineService, errors, Service } from '@hawser/core';
import { App } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { Plugin, type PluginEndpointRequest } from '@hawser/proto/spaceone/api/plugin/v1/plugin_pb.js';
import {
  Plugin as RepositoryPlugin,
  type RepositoryPluginRequest,
} from '@hawser/proto/spaceone/api/repository/v1/plugin_pb.js';
import {
  type GetSecretDataRequest,
  Secret,
  type SecretQuery,
} from '@hawser/proto/spaceone/api/secret/v1/secret_pb.js';
import { matching } from './matching.ts';

const domainId = 'domain-1';

/** What secret, repository and plugin services know in tests; tests change it. */
export const supplied = {
  secrets: [
    {
      domainId,
      workspaceId: 'workspace-1',
      secretId: 'secret-1',
      provider: 'test',
      projectId: 'project-1',
      serviceAccountId: 'sa-1',
      schemaId: 'test-key',
    },
    {
      domainId,
      workspaceId: 'workspace-1',
      secretId: 'secret-2',
      provider: 'test',
      projectId: 'project-2',
      serviceAccountId: 'sa-2',
      schemaId: 'test-key',
    },
    {
      domainId,
      workspaceId: 'workspace-2',
      secretId: 'secret-9',
      provider: 'test',
      projectId: 'project-9',
      serviceAccountId: 'sa-9',
      schemaId: 'test-key',
    },
    {
      domainId,
      workspaceId: 'workspace-1',
      secretId: 'secret-o',
      provider: 'other',
      projectId: '',
      serviceAccountId: '',
      schemaId: 'x',
    },
  ],
  data: new Map<string, JsonObject>([
    ['secret-1', { account: 1 }],
    ['secret-2', { account: 2 }],
    ['secret-9', { account: 9 }],
  ]),
  plugins: new Map<string, { provider: string; capability: JsonObject }>(),
  endpoint: '',
  version: '',
};

class SecretService extends Service(Secret) {
  list({ query }: SecretQuery) {
    return { results: matching(supplied.secrets, this.transaction.scope, query) };
  }

  get_data({ secretId }: GetSecretDataRequest) {
    const data = supplied.data.get(secretId);
    if (!data) throw errors.notFound('secret_id', secretId);
    return { data };
  }
}

class RepositoryPluginService extends Service(RepositoryPlugin) {
  get({ pluginId }: RepositoryPluginRequest) {
    const found = supplied.plugins.get(pluginId);
    if (!found) throw errors.notFound('plugin_id', pluginId);
    return { pluginId, ...found };
  }
}

class PluginService extends Service(Plugin) {
  get_plugin_endpoint({ pluginId, upgradeMode, version }: PluginEndpointRequest) {
    if (!supplied.plugins.has(pluginId)) throw errors.notFound('plugin_id', pluginId);
    const updatedVersion = upgradeMode === 1 ? supplied.version : '';
    if (version === 'none') throw errors.notFound('version', version);
    return { endpoint: supplied.endpoint, updatedVersion };
  }
}

/** As much of the secret, repository and plugin services as the inventory asks, in one. */
export const suppliers = defineService({
  name: 'suppliers',
  version: '1.0.0',
  summary: 'Stands for the secret, repository and plugin services',
  services: [SecretService, RepositoryPluginService, PluginService],
  servers: ['grpc'],
  asks: [Domain, App],
});
