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

  /** One that still waits to start isn't sent again. */
  async #sendMetrics(metrics: readonly MetricKey[], dayBefore: boolean): Promise<number> {
    const calls = metrics.map(({ domain_id, metric_id }) => ({
      request: { metricId: metric_id, domainId: domain_id, dayBefore },
      key: `metric/${domain_id}/${metric_id}/${dayBefore ? 'before' : 'now'}`,
    }));
    let sent = 0;
    for (let i = 0; i < calls.length; i += most) {
      const { runMetric } = CollectingService.method;
      const ids = await this.#queue.sendAll(runMetric, calls.slice(i, i + most), { queue: collectQueue });
      sent += ids.filter(id => id !== null).length;
    }
    return sent;
  }
}
