import type { DescMethodUnary, MessageInitShape } from '@bufbuild/protobuf';
import { Manager } from '@hawser/core';
import { Jobs } from '@hawser/core/connector/jobs';
import { Postgres } from '@hawser/core/connector/postgres';
import { CollectingService } from '@hawser/proto/hawser/inventory/v1/collecting_pb.js';
import { collectQueue } from './queue.ts';

/** So many jobs are sent at once. */
const most = 1000;

interface MetricKey extends Record<string, unknown> {
  domain_id: string;
  metric_id: string;
}

/** What is due, of all domains. */
export class ScheduleManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #queue = this.connector(Jobs);

  /**
   * Sends a job for each collector that is scheduled for an hour of the day, in UTC. One that still waits to start isn't
   * sent again.
   *
   * @returns how many were sent
   */
  async send(hour: number): Promise<number> {
    const due = await this.#postgres.query<{ collector_id: string; domain_id: string }>(
      `select collector_id, domain_id from collectors
       where schedule ->> 'state' = 'ENABLED' and schedule -> 'hours' @> $1::jsonb order by collector_id`,
      [JSON.stringify([hour])],
    );
    const calls = due.map(({ collector_id, domain_id }) => ({
      request: { collectorId: collector_id, domainId: domain_id },
      key: `collect/${collector_id}`,
    }));
    const ids = await this.#queue.sendAll(CollectingService.method.runCollector, calls, {
      queue: collectQueue,
    });
    return ids.filter(id => id !== null).length;
  }

  /** Sends a job for each metric of all domains, for the day before. @returns how many were sent */
  async sendMetrics(): Promise<number> {
    const all = await this.#postgres.query<MetricKey>(
      'select domain_id, metric_id from metrics order by 1, 2',
    );
    return this.#sendMetrics(all, true);
  }

  /** Sends a job for each metric that a plugin, or the platform, brought along: what they count has changed. */
  async sendMetricsOf(pluginId: string, domainId: string): Promise<number> {
    const own = await this.#postgres.query<MetricKey>(
      `select domain_id, metric_id from metrics
       where domain_id = $1 and is_managed and (plugin_id = $2 or plugin_id is null) order by 2`,
      [domainId, pluginId],
    );
    return this.#sendMetrics(own, false);
  }

  /** Sends a job for each query set of all domains that is enabled. @returns how many were sent */
  async sendQuerySets(): Promise<number> {
    const all = await this.#postgres.query<{ domain_id: string; query_set_id: string }>(
      `select domain_id, query_set_id from cloud_service_query_sets where state = 'ENABLED' order by 1, 2`,
    );
    const calls = all.map(({ domain_id, query_set_id }) => ({
      request: { querySetId: query_set_id, domainId: domain_id },
      key: `query-set/${query_set_id}`,
    }));
    return this.#sendAll(CollectingService.method.runQuerySet, calls);
  }

  async #sendMetrics(metrics: readonly MetricKey[], dayBefore: boolean): Promise<number> {
    const calls = metrics.map(({ domain_id, metric_id }) => ({
      request: { metricId: metric_id, domainId: domain_id, dayBefore },
      key: `metric/${domain_id}/${metric_id}/${dayBefore ? 'before' : 'now'}`,
    }));
    return this.#sendAll(CollectingService.method.runMetric, calls);
  }

  /** One that still waits to start isn't sent again. */
  async #sendAll<M extends DescMethodUnary>(
    method: M,
    calls: readonly { request: MessageInitShape<M['input']>; key: string }[],
  ): Promise<number> {
    let sent = 0;
    for (let i = 0; i < calls.length; i += most) {
      const ids = await this.#queue.sendAll(method, calls.slice(i, i + most), { queue: collectQueue });
      sent += ids.filter(id => id !== null).length;
    }
    return sent;
  }
}
