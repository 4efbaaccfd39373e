import { Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  Collector,
  type CollectorQuery,
  CollectorQuerySchema,
  type CollectorRequest,
  type CollectorStatQuery,
  type CollectRequest,
  type CreateCollectorRequest,
  type PluginInfo_UpgradeMode,
  type UpdateCollectorRequest,
  UpdateCollectorRequestSchema,
  type UpdatePluginRequest,
  type VerifyPluginRequest,
} from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { CollectManager } from '../manager/collect.ts';
import { CollectorManager } from '../manager/collector.ts';
import { CollectorPluginManager } from '../manager/collector-plugin.ts';
import { SecretManager } from '../manager/secret.ts';

/** Collectors, of a workspace or of the domain: plugins with their options, and the way to run them. */
export class CollectorService extends Service(Collector) {
  readonly #collectors = this.manager(CollectorManager);
  readonly #plugins = this.manager(CollectorPluginManager);
  readonly #secrets = this.manager(SecretManager);
  readonly #collect = this.manager(CollectManager);

  create(request: CreateCollectorRequest) {
    return this.#collectors.create(request);
  }

  update(request: UpdateCollectorRequest) {
    return this.#collectors.update(request, given(UpdateCollectorRequestSchema, request, 'collectorId'));
  }

  async update_plugin({ collectorId, version, options, upgradeMode }: UpdatePluginRequest) {
    const collector = await this.#collectors.writable(collectorId);
    const known = collector.pluginInfo!;
    const info = {
      ...known,
      version: version || known.version,
      options: options ?? known.options,
      upgradeMode: (upgradeMode || known.upgradeMode) as number as PluginInfo_UpgradeMode,
    };
    return (await this.#plugins.renew(collector, info)).collector;
  }

  async verify_plugin({ collectorId, secretId }: VerifyPluginRequest) {
    const collector = await this.#collectors.store.get(collectorId);
    const info = collector.pluginInfo!;
    const { endpoint } = await this.#plugins.locate(info, collector.domainId);
    const [secret] = await this.#secrets.of(collector, secretId);
    if (!secret) return {};
    await this.#plugins.verify(endpoint, info, await this.#secrets.data(secret, collector.domainId));
    return {};
  }

  async delete({ collectorId }: CollectorRequest) {
    await this.#collectors.delete(collectorId);
    return {};
  }

  get({ collectorId }: CollectorRequest) {
    return this.#collectors.store.get(collectorId);
  }

  list(request: CollectorQuery) {
    return this.#collectors.store.list(request.query, conditions(CollectorQuerySchema, request));
  }

  stat({ query }: CollectorStatQuery) {
    return this.#collectors.store.stat(query);
  }

  async collect({ collectorId, secretId }: CollectRequest) {
    return this.#collect.start(await this.#collectors.store.get(collectorId), secretId);
  }
}
