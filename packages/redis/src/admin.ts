import {
  checkList,
  type Depth,
  type JobRecord,
  type JobState,
  jobStates,
  type ListOptions,
} from '@hawser/core/queue';
import type { JobType, Queue, QueueEventsProducer } from 'bullmq';
import type { Cancellations } from './cancellations.ts';
import { type Bull, recordOf, type Stored } from './data.ts';

const types: Record<JobState, JobType[]> = {
  waiting: ['wait', 'prioritized', 'paused'],
  delayed: ['delayed'],
  active: ['active'],
  completed: ['completed'],
  cancelled: ['failed'],
  dead: ['failed'],
};

/** What those who look after a queue do with it. */
export class Admin {
  readonly #name: string;
  readonly #queue: Queue<Stored, null>;
  readonly #producer: QueueEventsProducer;
  readonly #cancellations: Cancellations;

  constructor(
    name: string,
    queue: Queue<Stored, null>,
    producer: QueueEventsProducer,
    cancellations: Cancellations,
  ) {
    this.#name = name;
    this.#queue = queue;
    this.#producer = producer;
    this.#cancellations = cancellations;
  }

  async cancel(id: string): Promise<'cancelled' | 'cancelling' | null> {
    const job = await this.#queue.getJob(id);
    const state = await job?.getState();
    if (!job || state === 'completed' || state === 'failed' || state === 'unknown') return null;
    if (state !== 'active') {
      await job.remove();
      return 'cancelled';
    }
    await this.#cancellations.add(id);
    await this.#producer.publishEvent({ eventName: 'cancel', jobId: id });
    return 'cancelling';
  }

  async get(id: string): Promise<JobRecord | null> {
    const job = await this.#queue.getJob(id);
    return job ? this.#record(job) : null;
  }

  async list({ state, page: { start = 1, limit = 50 } = {} }: ListOptions = {}): Promise<JobRecord[]> {
    checkList(state, start, limit);
    const wanted = [...new Set(state ? types[state] : jobStates.flatMap(one => types[one]))];
    // Each of BullMQ's lists is in order, so the page is among the first of each.
    const jobs = await this.#queue.getJobs(wanted, 0, start + limit - 2, false);
    const records = await Promise.all(jobs.map(job => this.#record(job)));
    return records
      .filter(record => state === undefined || record.state === state)
      .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
      .slice(start - 1, start - 1 + limit);
  }

  async requeue(id: string): Promise<boolean> {
    const job = await this.#queue.getJob(id);
    if (!job || !(await job.isFailed())) return false;
    await this.#cancellations.remove(id);
    await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
    return true;
  }

  async depth(): Promise<Depth> {
    const count = await this.#queue.getJobCounts(
      'wait',
      'prioritized',
      'paused',
      'delayed',
      'active',
      'failed',
    );
    const of = (type: string) => count[type] ?? 0;
    return {
      waiting: of('wait') + of('prioritized') + of('paused'),
      delayed: of('delayed'),
      active: of('active'),
      dead: of('failed'),
    };
  }

  async #record(job: Bull): Promise<JobRecord> {
    const [state, [cancelled]] = await Promise.all([
      job.getState(),
      this.#cancellations.have([job.id ?? '']),
    ]);
    return recordOf(this.#name, job, state, cancelled ?? false);
  }
}
