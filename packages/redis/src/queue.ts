import { randomUUID } from 'node:crypto';
import {
  checkBatch,
  type Depth,
  type Failure,
  type Job,
  type JobProgress,
  type JobRecord,
  type JobRequest,
  type JobState,
  type Lease,
  type ListOptions,
  type Queue,
  type QueueListener,
  type SendOptions,
} from '@hawser/core/queue';
import {
  Queue as BullQueue,
  type QueueEvents,
  QueueEventsProducer,
  UnrecoverableError,
  Worker,
} from 'bullmq';
import type { RedisOptions } from 'ioredis';
import { Admin } from './admin.ts';
import { Cancellations } from './cancellations.ts';
import { attemptsBefore, type Bull, bulk, nextWait, type Stored } from './data.ts';
import { listen } from './events.ts';

/** Takes what goes wrong in the background. */
interface Log {
  warn(fields: object, message?: string): void;
}

/**
 * A queue on Redis: BullMQ's jobs, fetched and settled by hand. A job that is cancelled before it began is removed; one
 * whose sending is to be part of a database transaction is refused.
 */
export class RedisQueue implements Queue {
  readonly name: string;
  readonly transactional = false;
  readonly #connection: RedisOptions;
  readonly #log: Log;
  readonly #queue: BullQueue<Stored, null>;
  readonly #producer: QueueEventsProducer;
  readonly #cancellations: Cancellations;
  readonly #admin: Admin;
  readonly #held = new Map<string, { job: Bull; lease: string }>();
  readonly #listeners = new Set<QueueListener>();
  #worker: Worker<Stored, null> | undefined;
  #events: QueueEvents | undefined;

  /** Connects in the background. */
  constructor(name: string, channel: string, connection: RedisOptions, log: Log) {
    this.name = name;
    this.#log = log;
    this.#connection = connection;
    // Who sends is told at once when the server is away.
    const failFast = { ...connection, enableOfflineQueue: false, maxRetriesPerRequest: 1 };
    this.#queue = new BullQueue(channel, { connection: failFast });
    this.#producer = new QueueEventsProducer(channel, { connection: failFast });
    this.#cancellations = new Cancellations(this.#queue);
    this.#admin = new Admin(name, this.#queue, this.#producer, this.#cancellations);
    for (const part of [this.#queue, this.#producer]) this.#hear(part);
  }

  async send(request: JobRequest, options?: SendOptions): Promise<string | null> {
    return (await this.sendBatch([request], options))[0] ?? null;
  }

  async sendBatch(requests: readonly JobRequest[], options?: SendOptions): Promise<(string | null)[]> {
    if (options?.client) throw new TypeError(`the jobs of the queue '${this.name}' aren't in the database`);
    const jobs = checkBatch(requests).map(request => bulk(request, randomUUID()));
    const sent = await this.#queue.addBulk(jobs);
    // A job that wasn't taken comes back with the id of the one that has its key.
    return sent.map((job, place) => (job.id === jobs[place]?.opts.jobId ? (job.id ?? null) : null));
  }

  async fetch(limit: number, worker: string, visibility: number): Promise<Job[]> {
    const bull = this.#work(worker, visibility);
    const jobs: Job[] = [];
    while (jobs.length < limit) {
      // Not all at once: the last ones would ask in vain.
      const asked = Math.min(limit - jobs.length, jobs.length + 1);
      const got = (await Promise.all(Array.from({ length: asked }, () => this.#next(bull)))).filter(
        job => job !== null,
      );
      jobs.push(...got);
      if (got.length < asked) break;
    }
    return jobs;
  }

  async #next(worker: Worker<Stored, null>): Promise<Job | null> {
    for (;;) {
      const lease = randomUUID();
      const job = await worker.getNextJob(lease, { block: false });
      if (job?.id === undefined) return null;
      const attempt = attemptsBefore(job) + 1;
      const retryLimit = (job.opts.attempts ?? 1) - 1;
      this.#held.set(job.id, { job, lease });
      if (attempt <= retryLimit + 1) {
        return { id: job.id, lease, task: job.name, payload: job.data.payload, attempt, retryLimit };
      }
      await this.fail([{ id: job.id, lease, reason: 'the worker fell silent', permanent: true }]);
    }
  }

  async complete(leases: readonly Lease[], options?: SendOptions): Promise<Set<string>> {
    if (options?.client) throw new TypeError(`the jobs of the queue '${this.name}' aren't in the database`);
    const done = await Promise.all(
      leases.map(lease => this.#settle(lease, job => job.moveToCompleted(null, lease.lease, false))),
    );
    return new Set(leases.filter((_, place) => done[place]).map(({ id }) => id));
  }

  async fail(failures: readonly Failure[]): Promise<Map<string, JobState>> {
    const states = new Map<string, JobState>();
    const cancelled = await this.#cancellations.have(failures.map(({ id }) => id));
    await Promise.all(
      failures.map(async ({ id, lease, reason, permanent }, place) => {
        const held = this.#held.get(id);
        const last = held && attemptsBefore(held.job) + 1 >= (held.job.opts.attempts ?? 1);
        const final = permanent || cancelled[place] || last;
        const text = reason.slice(0, 4_000);
        const error = final ? new UnrecoverableError(text) : new Error(text);
        const settled = await this.#settle({ id, lease }, job => job.moveToFailed(error, lease, false));
        if (settled) states.set(id, cancelled[place] ? 'cancelled' : final ? 'dead' : 'delayed');
      }),
    );
    return states;
  }

  async release(leases: readonly Lease[]): Promise<void> {
    await Promise.all(leases.map(lease => this.#settle(lease, job => job.moveToWait(lease.lease))));
  }

  async extend(leases: readonly Lease[], visibility: number): Promise<Map<string, 'held' | 'cancelling'>> {
    const ids = leases.map(({ id }) => id);
    const tokens = leases.map(({ lease }) => lease);
    const lost = new Set(await this.#worker?.extendJobLocks(ids, tokens, visibility));
    const cancelled = await this.#cancellations.have(ids);
    const kept = ids.flatMap((id, place) =>
      lost.has(id) ? [] : [[id, cancelled[place] ? 'cancelling' : 'held'] as const],
    );
    return new Map(kept);
  }

  async progress({ id, lease }: Lease, progress: JobProgress): Promise<void> {
    const held = this.#held.get(id);
    if (held?.lease === lease) await held.job.updateProgress({ ...progress });
  }

  /** BullMQ itself makes due jobs fetchable, at a fetch, and looks for silent workers, by a timer. */
  async maintain(): Promise<number | null> {
    const [next] = await this.#queue.getDelayed(0, 0);
    return next ? Math.max(0, next.timestamp + next.delay - Date.now()) : null;
  }

  subscribe(listener: QueueListener): () => void {
    this.#listeners.add(listener);
    if (!this.#events) {
      this.#events = listen(this.#queue.name, this.#connection, this.#listeners);
      this.#hear(this.#events);
    }
    return () => {
      this.#listeners.delete(listener);
    };
  }

  cancel(id: string): Promise<'cancelled' | 'cancelling' | null> {
    return this.#admin.cancel(id);
  }

  get(id: string): Promise<JobRecord | null> {
    return this.#admin.get(id);
  }

  list(options?: ListOptions): Promise<JobRecord[]> {
    return this.#admin.list(options);
  }

  deadLetters(page?: ListOptions['page']): Promise<JobRecord[]> {
    return this.#admin.list({ state: 'dead', page });
  }

  requeue(id: string): Promise<boolean> {
    return this.#admin.requeue(id);
  }

  depth(): Promise<Depth> {
    return this.#admin.depth();
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    await Promise.all([this.#events, this.#producer, this.#queue].map(part => part?.close()));
    await this.#worker?.close(true);
  }

  /** A worker without a processor, which only fetches and settles; made at the first fetch. */
  #work(name: string, visibility: number): Worker<Stored, null> {
    if (this.#worker) return this.#worker;
    this.#worker = new Worker<Stored, null>(this.#queue.name, null, {
      connection: { ...this.#connection, maxRetriesPerRequest: null },
      autorun: false,
      name,
      lockDuration: visibility,
      stalledInterval: visibility,
      // How often a job may lose its worker is decided at the next fetch, by its attempts.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      settings: {
        backoffStrategy: (attempts, _type, _error, job) => nextWait(attempts ?? 1, job as Bull | undefined),
      },
    });
    this.#hear(this.#worker);
    void this.#worker.startStalledCheckTimer();
    return this.#worker;
  }

  /** Settles a job whose lease is held; false if it was lost. */
  async #settle({ id, lease }: Lease, how: (job: Bull) => Promise<unknown>): Promise<boolean> {
    const held = this.#held.get(id);
    if (held?.lease !== lease) return false;
    let kept = true;
    try {
      await how(held.job);
    } catch (error) {
      // The scripts answer a lost lock or job with a negative number; anything else is Redis being away.
      if (typeof (error as { code?: unknown }).code !== 'number') throw error;
      kept = false;
    }
    this.#held.delete(id);
    return kept;
  }

  /** Without a listener, an error in the background would end the process. */
  #hear(part: { on(event: 'error', listener: (error: Error) => void): unknown }): void {
    part.on('error', error =>
      this.#log.warn({ err: error, queue: this.name }, 'the connection to Redis broke'),
    );
  }
}
