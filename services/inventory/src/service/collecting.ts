import { Service } from '@hawser/core';
import { Jobs } from '@hawser/core/connector/jobs';
import {
  type CancelJobRequest,
  CollectingService as Collecting,
  type RunCollectorRequest,
  type RunMetricRequest,
  type RunQuerySetRequest,
  type RunScheduleRequest,
  type RunTaskRequest,
} from '@hawser/proto/hawser/inventory/v1/collecting_pb.js';
import { CloudServiceQuerySetInfo_State } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_query_set_pb.js';
import { CleanManager } from '../manager/clean.ts';
import { CollectManager } from '../manager/collect.ts';
import { CollectingManager } from '../manager/collecting.ts';
import { CollectorManager } from '../manager/collector.ts';
import { JobManager } from '../manager/job.ts';
import { MetricManager } from '../manager/metric.ts';
import { QuerySetManager } from '../manager/query-set.ts';
import { collectQueue } from '../manager/queue.ts';
import { ScheduleManager } from '../manager/schedule.ts';
import { settingsOf } from '../settings.ts';

/** How long a task waits for its turn when as many run as the plugin allows, in milliseconds. */
const crowdedMs = 1000;

/** What the service asks of itself through its queue. */
export class CollectingService extends Service(Collecting) {
  readonly #queue = this.connector(Jobs);
  readonly #collectors = this.manager(CollectorManager);
  readonly #collect = this.manager(CollectManager);
  readonly #collecting = this.manager(CollectingManager);
  readonly #jobs = this.manager(JobManager);
  readonly #schedule = this.manager(ScheduleManager);
  readonly #metrics = this.manager(MetricManager);
  readonly #querySets = this.manager(QuerySetManager);
  readonly #clean = this.manager(CleanManager);

  async runSchedule({ hour = new Date().getUTCHours() }: RunScheduleRequest) {
    return { collectors: await this.#schedule.send(hour) };
  }

  async runCollector({ collectorId }: RunCollectorRequest) {
    const { jobId } = await this.#collect.start(await this.#collectors.store.get(collectorId), '');
    return { jobId };
  }

  async runTask(request: RunTaskRequest) {
    const { jobTaskId, part, domainId } = request;
    const ran = await this.#collecting.run(jobTaskId, part, domainId);
    if (typeof ran === 'object' && ran.ended?.changed)
      await this.#schedule.sendMetricsOf(ran.ended.pluginId, domainId);
    if (ran === 'crowded') {
      const options = { queue: collectQueue, delay: crowdedMs };
      await this.#queue.send(Collecting.method.runTask, { jobTaskId, part, domainId }, options);
    }
    return {};
  }

  async cancelJob({ jobId }: CancelJobRequest) {
    const job = await this.#jobs.store.get(jobId);
    await this.#jobs.cancel(job.jobId);
    return {};
  }

  /** As SpaceONE's scheduler, which runs hourly: only in the hour at which a metric's day begins. */
  async runMetrics() {
    const isTime = new Date().getUTCHours() === settingsOf(this.host).METRIC_SCHEDULE_HOUR;
    return { metrics: isTime ? await this.#schedule.sendMetrics() : 0 };
  }

  async runMetric({ metricId, domainId, dayBefore }: RunMetricRequest) {
    const metric = await this.#metrics.store.in({ domainId }).find({ metricId });
    // One that was deleted meanwhile has no values.
    if (metric) await this.#metrics.run(metric, dayBefore);
    return {};
  }

  /** As SpaceONE's scheduler, which runs hourly as well. */
  async runQuerySets() {
    const isTime = new Date().getUTCHours() === settingsOf(this.host).STATS_SCHEDULE_HOUR;
    return { querySets: isTime ? await this.#schedule.sendQuerySets() : 0 };
  }

  async runQuerySet({ querySetId, domainId }: RunQuerySetRequest) {
    const set = await this.#querySets.store.in({ domainId }).find({ querySetId });
    // One that was deleted or disabled meanwhile isn't run.
    if (set?.state === CloudServiceQuerySetInfo_State.ENABLED) await this.#querySets.run(set);
    return {};
  }

  async clean() {
    await this.#clean.run();
    return {};
  }
}
