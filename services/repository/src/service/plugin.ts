import { errors, Service } from '@hawser/core';
import { conditions, given, Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import {
  Plugin,
  type PluginQuery,
  PluginQuerySchema,
  type PluginRequest,
  PublicRegistryType,
  type RegisterPluginRequest,
  RegisterPluginRequestSchema,
  type RepositoryPluginRequest,
  type UpdatePluginRequest,
  UpdatePluginRequestSchema,
} from '@hawser/proto/spaceone/api/repository/v1/plugin_pb.js';
import { plugins } from '../model/plugin.ts';

/** Where a catalogue entry says, in `registry_config`, that the plugin answers already: `grpc://host:port`. */
const endpointKey = 'endpoint';

/**
 * The catalogue of plugins. A plugin's `image` is run by a supervisor; one that runs by itself is registered with
 * `registry_config.endpoint` instead, and needs neither.
 */
export class PluginService extends Service(Plugin) {
  readonly #plugins = new ResourceStore(this.connector(Postgres), plugins);

  register(request: RegisterPluginRequest) {
    const endpoint = request.registryConfig?.[endpointKey];
    if (endpoint !== undefined && typeof endpoint !== 'string')
      throw errors.invalidType('registry_config.endpoint', 'str');
    const values = given(RegisterPluginRequestSchema, request, 'registryType');
    const registryType = PublicRegistryType[request.registryType];
    // The system registers for all domains unless it acts for one.
    const domainId = this.transaction.scope.domainId ?? '*';
    return this.#plugins.create({
      ...values,
      registryType,
      state: 'ENABLED',
      versions: ['latest'],
      domainId,
    });
  }

  update(request: UpdatePluginRequest) {
    return this.#plugins.update(request.pluginId, given(UpdatePluginRequestSchema, request, 'pluginId'));
  }

  async deregister({ pluginId }: PluginRequest) {
    await this.#plugins.delete(pluginId);
    return {};
  }

  enable({ pluginId }: PluginRequest) {
    return this.#plugins.update(pluginId, { state: 'ENABLED' });
  }

  disable({ pluginId }: PluginRequest) {
    return this.#plugins.update(pluginId, { state: 'DISABLED' });
  }

  async get_versions({ pluginId }: RepositoryPluginRequest) {
    await this.#plugins.get(pluginId);
    const version = (await this.#plugins.columns(pluginId, 'versions'))!.versions as string[];
    return { version, results: version, totalCount: version.length };
  }

  get({ pluginId }: RepositoryPluginRequest) {
    return this.#plugins.get(pluginId);
  }

  list(request: PluginQuery) {
    return this.#plugins.list(request.query, conditions(PluginQuerySchema, request, 'repositoryId'));
  }
}
