import type { JsonObject } from '@bufbuild/protobuf';
import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import {
  type CollectorInfo,
  type PluginInfo,
  PluginInfo_UpgradeMode,
} from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { CollectorPlugin } from '../connector/collector-plugin.ts';
import { Plugins } from '../connector/plugins.ts';
import { collectors } from '../model/collector.ts';
import { CollectorRuleManager } from './collector-rule.ts';

/** The plugin of a collector as it runs now. */
export interface Initialized {
  endpoint: string;
  info: PluginInfo;
}

/** Finds, starts and initializes the plugins of collectors. */
export class CollectorPluginManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #plugins = this.connector(Plugins);
  readonly #plugin = this.connector(CollectorPlugin);
  readonly #rules = this.manager(CollectorRuleManager);
  readonly #collectors = new ResourceStore(this.#postgres, collectors);

  /**
   * What a plugin can do, and which provider's resources it collects.
   * @throws INVALID_PARAMETER when it can't do with the provider that was asked for
   */
  async describe(pluginId: string, provider: string): Promise<{ provider: string; capability: JsonObject }> {
    const known = await this.#plugins.describe(pluginId);
    const { capability } = known;
    const supported = capability.supported_providers;
    if (Array.isArray(supported) && supported.length > 0 && !supported.includes(provider))
      throw errors.invalid('provider', `Not supported provider: ${provider}`);
    return { provider: provider || known.provider, capability };
  }

  /** Where the plugin listens, and the version that runs there. */
  async locate(info: PluginInfo, domainId: string): Promise<{ endpoint: string; updatedVersion: string }> {
    const { pluginId, version, upgradeMode } = info;
    return this.#plugins.locate(
      { pluginId, version, auto: upgradeMode !== PluginInfo_UpgradeMode.MANUAL },
      domainId,
    );
  }

  /** Has the plugin started and initialized, and returns what it says about itself with its options. */
  async initialize(info: PluginInfo, domainId: string): Promise<Initialized> {
    const { endpoint, updatedVersion } = await this.locate(info, domainId);
    const options = info.options ?? {};
    const metadata = await this.#plugin.init(endpoint, options);
    const version = updatedVersion || info.version;
    const upgradeMode = info.upgradeMode || PluginInfo_UpgradeMode.AUTO;
    return { endpoint, info: { ...info, version, options, upgradeMode, metadata } };
  }

  /** Initializes a collector's plugin again, keeps what it says, and replaces the rules that came with it. */
  async renew(
    collector: CollectorInfo,
    info: PluginInfo,
  ): Promise<{ endpoint: string; collector: CollectorInfo }> {
    const { domainId, collectorId } = collector;
    const { endpoint, info: pluginInfo } = await this.initialize(info, domainId);
    const renewed = await this.#postgres.transaction(async () => {
      const within = this.#collectors.in({ domainId });
      await this.#rules.replaceManaged(collector, pluginInfo.metadata);
      return within.update(collectorId, { pluginInfo });
    });
    return { endpoint, collector: renewed };
  }

  /** @throws what the plugin finds wrong with its options or the secret */
  verify(endpoint: string, info: PluginInfo, secretData: JsonObject): Promise<void> {
    return this.#plugin.verify(endpoint, info.options ?? {}, secretData);
  }

  /** How the plugin divides a collection with a secret. */
  tasks(endpoint: string, info: PluginInfo, secretData: JsonObject): Promise<JsonObject[]> {
    return this.#plugin.tasks(endpoint, info.options ?? {}, secretData);
  }
}
