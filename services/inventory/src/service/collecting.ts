import { Service } from '@hawser/core';
import { Jobs } from '@hawser/core/connector/jobs';
import {
  type CancelJobRequest,
  CollectingService as Collecting,
  type RunCollectorRequest,
  type RunScheduleRequest,
  type RunTaskRequest,
} from '@hawser/proto/hawser/inventory/v1/collecting_pb.js';
import { CollectManager } from '../manager/collect.ts';
import { CollectingManager } from '../manager/collecting.ts';
import { CollectorManager } from '../manager/collector.ts';
import { JobManager } from '../manager/job.ts';
import { collectQueue } from '../manager/queue.ts';
import { ScheduleManager } from '../manager/schedule.ts';

/** How long a task waits for its turn when as many run as the plugin allows, in milliseconds. */
const crowdedMs = 3000;

/** What the service asks of itself through its queue. */
export class CollectingService extends Service(Collecting) {
  readonly #queue = this.connector(Jobs);
  readonly #collectors = this.manager(CollectorManager);
  readonly #collect = this.manager(CollectManager);
  readonly #collecting = this.manager(CollectingManager);
  readonly #jobs = this.manager(JobManager);
  readonly #schedule = this.manager(ScheduleManager);

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
}
