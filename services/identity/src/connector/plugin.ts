import type { JsonObject } from '@bufbuild/protobuf';
import { Connector, createClient, errors, HawserError, parseAddress } from '@hawser/core';
import { grpcJs } from '@hawser/core/interface/grpc/grpc-js';
import { ExternalAuth, type UserInfo } from '@hawser/proto/spaceone/api/identity/plugin/external_auth_pb.js';
import { Plugin } from '@hawser/proto/spaceone/api/plugin/v1/plugin_pb.js';

/** A plugin as it is asked for. */
export interface PluginRef {
  pluginId: string;
  version: string;
  isManual: boolean;
}

/** Where a plugin answers, and the version that runs there. */
export interface PluginAddress {
  endpoint: string;
  version: string;
}

const timeoutMs = 60_000;

/** Plugins that log users in: where they run, asked of the plugin service, and calls to them. */
export class ExternalAuthConnector extends Connector {
  readonly #plugins = this.host.client(Plugin);

  /** @throws NOT_IMPLEMENTED when the platform has no plugin service */
  async locate(domainId: string, { pluginId, version, isManual }: PluginRef): Promise<PluginAddress> {
    const asked = { pluginId, version, upgradeMode: isManual ? 0 : 1, domainId };
    if (!this.host.reaches(Plugin)) throw errors.notImplemented('logging in through a plugin');
    const found = await this.#plugins.get_plugin_endpoint(asked, { token: 'system', timeoutMs });
    return { endpoint: found.endpoint, version: found.updatedVersion || version };
  }

  /** What the plugin says about itself. */
  async init(endpoint: string, domainId: string, options: JsonObject): Promise<JsonObject> {
    return this.#at(
      endpoint,
      async client => (await client.init({ options, domainId }, asPlugin)).metadata ?? {},
    );
  }

  /** Who the credentials belong to. */
  authorize(
    endpoint: string,
    request: {
      domainId: string;
      options: JsonObject;
      secretData: JsonObject;
      credentials: JsonObject;
      metadata: JsonObject;
    },
  ): Promise<UserInfo> {
    return this.#at(endpoint, client => client.authorize(request, asPlugin));
  }

  async #at<T>(endpoint: string, work: (client: ReturnType<typeof clientOf>) => Promise<T>): Promise<T> {
    const { target, tls } = parseAddress(endpoint);
    const channel = grpcJs.connect(target, {
      tls: tls ? {} : undefined,
      maxReceiveBytes: 4_194_304,
      idempotent: [],
    });
    try {
      return await work(clientOf(channel));
    } catch (thrown) {
      if (thrown instanceof HawserError && thrown.code !== 'UNKNOWN') throw thrown;
      throw new HawserError(
        'PLUGIN_FAILURE',
        { plugin: endpoint, reason: 'it answered with an error' },
        { cause: thrown },
      );
    } finally {
      channel.close();
    }
  }
}

/** Plugins check no token. */
const asPlugin = { token: 'NO_TOKEN', timeoutMs };

const clientOf = (channel: ReturnType<typeof grpcJs.connect>) =>
  createClient(ExternalAuth, { channel: () => channel });
