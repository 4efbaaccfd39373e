import { errors, Service } from '@hawser/core';
import { Plugin, type PluginEndpointRequest } from '@hawser/proto/spaceone/api/plugin/v1/plugin_pb.js';
import { Plugin as Catalogue, PluginInfo_State } from '@hawser/proto/spaceone/api/repository/v1/plugin_pb.js';

/** Says where a plugin answers. */
export class PluginService extends Service(Plugin) {
  readonly #catalogue = this.ask(Catalogue);

  async get_plugin_endpoint({ pluginId, version }: PluginEndpointRequest) {
    const plugin = await this.#catalogue.get({ pluginId }, { token: 'system' });
    if (plugin.state === PluginInfo_State.DISABLED)
      throw errors.precondition(`the plugin ${pluginId} is disabled`);
    const endpoint = plugin.registryConfig?.endpoint;
    if (typeof endpoint !== 'string') {
      throw errors.precondition(
        `no supervisor runs the plugin ${pluginId}, and it is registered without an endpoint`,
      );
    }
    return { endpoint, updatedVersion: version || 'latest' };
  }
}
