import { errors, Manager } from '@hawser/core';
import type { CollectorInfo } from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import type { JobInfo } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { CollectorPluginManager } from './collector-plugin.ts';
import { type Division, JobManager } from './job.ts';
import { SecretManager } from './secret.ts';

/** A plugin is asked about so many secrets at a time how it divides their collection. */
const concurrency = 8;

/** Starts collectors: for a caller, and as scheduled. */
export class CollectManager extends Manager {
  readonly #plugins = this.manager(CollectorPluginManager);
  readonly #secrets = this.manager(SecretManager);
  readonly #jobs = this.manager(JobManager);

  /**
   * Starts a job with a task for each secret that the collector may use, or for one secret alone.
   * @throws GRPC_CONNECTION or PLUGIN_FAILURE when the plugin can't be had
   */
  async start(collector: CollectorInfo, secretId: string): Promise<JobInfo> {
    if (!collector.pluginInfo)
      throw errors.precondition(`the collector ${collector.collectorId} has no plugin`);
    const { endpoint, current } = await this.#upToDate(collector);
    const secrets = await this.#secrets.of(current, secretId);
    const divisions: Division[] = [];
    for (let i = 0; i < secrets.length; i += concurrency) {
      const some = secrets.slice(i, i + concurrency).map(async (secret): Promise<Division> => {
        const data = await this.#secrets.data(secret, current.domainId);
        return { secret, tasks: await this.#plugins.tasks(endpoint, current.pluginInfo!, data) };
      });
      divisions.push(...(await Promise.all(some)));
    }
    return this.#jobs.start(current, secretId, divisions);
  }

  /** Where the plugin listens. A plugin that runs in another version by now is initialized again. */
  async #upToDate(collector: CollectorInfo): Promise<{ endpoint: string; current: CollectorInfo }> {
    const info = collector.pluginInfo!;
    const { endpoint, updatedVersion } = await this.#plugins.locate(info, collector.domainId);
    if (!updatedVersion || updatedVersion === info.version) return { endpoint, current: collector };
    const renewed = await this.#plugins.renew(collector, { ...info, version: updatedVersion });
    return { endpoint: renewed.endpoint, current: renewed.collector };
  }
}
