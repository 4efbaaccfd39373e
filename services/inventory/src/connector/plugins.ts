import type { JsonObject } from '@bufbuild/protobuf';
import { Connector } from '@hawser/core';
import { Plugin } from '@hawser/proto/spaceone/api/plugin/v1/plugin_pb.js';
import { Plugin as RepositoryPlugin } from '@hawser/proto/spaceone/api/repository/v1/plugin_pb.js';
import { settingsOf } from '../settings.ts';

/** What is known of a plugin before it runs. */
export interface PluginDescription {
  provider: string;
  capability: JsonObject;
}

/** Which plugin, and how its version is chosen. */
export interface PluginChoice {
  pluginId: string;
  version: string;
  /** Follow the newest version. */
  auto: boolean;
}

/**
 * Where plugins are: those of the configuration (`PLUGINS`) where it says, the others as the repository and the plugin
 * service know, which is asked as the system.
 */
export class Plugins extends Connector {
  /** @throws NOT_FOUND when there is no such plugin; GRPC_CONNECTION when nothing could say */
  async describe(pluginId: string): Promise<PluginDescription> {
    const own = this.#own(pluginId);
    if (own) return { provider: own.provider ?? '', capability: own.capability as JsonObject };
    const found = await this.host.client(RepositoryPlugin).get({ pluginId }, { token: 'system' });
    return { provider: found.provider, capability: found.capability ?? {} };
  }

  /** @returns where the plugin listens, and the version that runs there if it is another one than was asked for */
  async locate({ pluginId, version, auto }: PluginChoice, domainId: string) {
    const own = this.#own(pluginId);
    if (own) return { endpoint: own.endpoint, updatedVersion: '' };
    const upgradeMode = auto ? 1 : 0;
    const request = { pluginId, version: auto ? '' : version, upgradeMode, domainId };
    return this.host.client(Plugin).get_plugin_endpoint(request, { token: 'system' });
  }

  /** A caller chooses the id: what every object has is no plugin. */
  #own(pluginId: string) {
    const { PLUGINS } = settingsOf(this.host);
    return Object.hasOwn(PLUGINS, pluginId) ? PLUGINS[pluginId] : undefined;
  }
}
