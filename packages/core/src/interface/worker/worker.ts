import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Log } from '../../log.ts';
import type { Job, JobState, Lease, Queue } from '../../queue/index.ts';
import { Backlog } from './backlog.ts';
import { Fetcher } from './fetcher.ts';
import { HeldJob } from './held-job.ts';
import { Keeper } from './keeper.ts';
import { Settler } from './settler.ts';
import { isStaged, runStages, type StageResolver } from './staged.ts';
import { isPermanent, RejectJob, reasonOf, type TaskHandler } from './task.ts';
import { Upkeep } from './upkeep.ts';

export interface WorkerOptions {
  queue: Queue;
  /** The tasks by name. A job of another name fails and is tried again: a newer worker may know it. */
  tasks: Readonly<Record<string, TaskHandler>>;
  /** Finds what the stages of SpaceONE's tasks call; without it such a job is one of an unknown task. */
  resolve?: StageResolver;
  /** Jobs that run at the same time, at least 1. Default 8, as SpaceONE's `pool`. */
  concurrency?: number;
  /**
   * Milliseconds after which another worker may take a job whose worker fell silent, at least 100. It is extended
   * while a job runs, so it bounds the time lost to a crash, not a job's length. Default 30,000.
   */
  visibility?: number;
  log: Log;
}

/** How a drain went. */
export interface Drained {
  /** Jobs that were running and ended, well or not, within the budget. */
  ended: number;
  /** Jobs that were handed back for another worker. */
  released: number;
}

/**
 * Runs a queue's jobs. Nothing that a job does or throws ends it, nor does a queue that is away: it waits, with
 * growing pauses, and goes on.
 */
export class Worker {
  /** The queue knows it under this name: `host:pid:random`. */
  readonly name = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  readonly #queue: Queue;
  readonly #log: Log;
  readonly #tasks: ReadonlyMap<string, TaskHandler>;
  readonly #stages: TaskHandler | undefined;
  readonly #concurrency: number;
  readonly #visibility: number;
  readonly #held = new Map<string, HeldJob>();
  readonly #backlog: Backlog;
  readonly #settler: Settler;
  readonly #fetcher: Fetcher;
  readonly #keeper: Keeper;
  readonly #upkeep: Upkeep;
  #running = 0;
  #released = 0;
  #draining = false;
  #onIdle: (() => void) | undefined;
  #unsubscribe: (() => void) | undefined;

  /** @throws RangeError for a concurrency or visibility out of bounds */
  constructor({ queue, tasks, resolve, concurrency = 8, visibility = 30_000, log }: WorkerOptions) {
    if (!Number.isInteger(concurrency) || concurrency < 1)
      throw new RangeError(`concurrency: ${concurrency}`);
    if (!Number.isInteger(visibility) || visibility < 100) throw new RangeError(`visibility: ${visibility}`);
    this.#queue = queue;
    this.#log = log;
    this.#tasks = new Map(Object.entries(tasks));
    this.#stages = resolve && runStages(resolve);
    this.#concurrency = concurrency;
    this.#visibility = visibility;
    this.#backlog = new Backlog(jobs => this.#release(jobs));
    this.#settler = new Settler(queue, (lease, state) => this.#settled(lease, state), log);
    this.#keeper = new Keeper(queue, visibility, this.#held, log);
    const take = (jobs: Job[], since: number) => this.#take(jobs, since);
    this.#fetcher = new Fetcher({ queue, worker: this.name, visibility, concurrency, take, log });
    this.#upkeep = new Upkeep(queue, () => this.#fetcher.wake(), log);
  }

  /** Jobs that are running now. */
  get running(): number {
    return this.#running;
  }

  /** Begins to work; a queue that is away now is waited for. */
  start(): void {
    this.#unsubscribe = this.#queue.subscribe({
      wake: () => this.#fetcher.wake(),
      due: () => this.#upkeep.due(),
      cancel: id => this.#held.get(id)?.abort('the job was cancelled'),
    });
    this.#upkeep.start();
    this.#keeper.start();
  }

  /**
   * Fetches no more, lets running jobs end, and hands back, without an attempt lost, those that haven't begun and
   * those that don't end in time. The signals of the latter are aborted shortly before: a fifth of the budget, but
   * two seconds at most.
   *
   * @param budget milliseconds
   */
  async drain(budget: number): Promise<Drained> {
    const deadline = performance.now() + budget;
    const until = (spare: number) => Math.max(0, deadline - spare - performance.now());
    const running = this.#running;
    this.#draining = true;
    this.#released = 0;
    const stopped = Promise.all([this.#upkeep.stop(), this.#fetcher.stop()]);
    this.#release(this.#backlog.clear());
    await this.#idle(until(Math.min(2_000, budget / 5)));
    for (const held of this.#held.values()) if (held.phase === 'running') held.abort('the worker stops');
    await this.#idle(until(Math.min(500, budget / 20)));
    this.#release([...this.#held.values()].filter(held => held.phase === 'running'));
    await within(until(0), stopped);
    await within(until(0), this.#settler.idle());
    this.#settler.giveUp();
    this.#keeper.stop();
    this.#unsubscribe?.();
    return { ended: running - this.#running, released: this.#released };
  }

  #take(jobs: Job[], since: number): void {
    const taken = jobs.map(job => {
      // Fetched again by the worker that lost it: the first attempt's result doesn't count any more.
      this.#held.get(job.id)?.abort('the job was lost to another attempt');
      const held = new HeldJob(job, this.#queue, since + this.#visibility, this.#log);
      this.#held.set(job.id, held);
      return held;
    });
    if (this.#draining) this.#release(taken);
    else {
      this.#backlog.add(taken);
      this.#startSome();
    }
  }

  #startSome(): void {
    while (this.#running < this.#concurrency) {
      const held = this.#backlog.take();
      if (held === undefined) return;
      void this.#run(held);
    }
  }

  async #run(held: HeldJob): Promise<void> {
    this.#running++;
    held.phase = 'running';
    let failure: { error: unknown } | undefined;
    try {
      held.throwIfAborted();
      await this.#handler(held.job)(held.job.payload, held);
    } catch (error) {
      failure = { error };
    }
    const progress = held.settleProgress();
    if (progress) await progress;
    this.#running--;
    if (held.phase === 'running') this.#settle(held, failure);
    if (this.#running === 0) this.#onIdle?.();
    this.#startSome();
  }

  #handler(job: Job): TaskHandler {
    if (job.malformed !== undefined) throw new RejectJob(job.malformed);
    const handler = this.#tasks.get(job.task) ?? (isStaged(job.payload) ? this.#stages : undefined);
    if (handler) return handler;
    throw new Error(`no worker of this version knows the task '${job.task}'`);
  }

  #settle(held: HeldJob, failure: { error: unknown } | undefined): void {
    if (failure === undefined) {
      held.phase = 'ended';
      this.#settler.complete(held.job);
    } else if (this.#draining && held.aborted) {
      this.#release([held]);
    } else {
      held.phase = 'ended';
      const { error } = failure;
      held.log.warn({ err: error, queue: this.#queue.name }, 'an attempt of a job failed');
      this.#settler.fail({ ...held.job, reason: reasonOf(error), permanent: isPermanent(error) });
    }
  }

  #release(jobs: HeldJob[]): void {
    if (jobs.length === 0) return;
    for (const held of jobs) held.phase = held.phase === 'running' ? 'abandoned' : 'ended';
    this.#released += jobs.length;
    this.#settler.release(jobs.map(held => held.job));
  }

  #settled(lease: Lease, state: JobState | null): void {
    const held = this.#held.get(lease.id);
    if (held?.job.lease === lease.lease) {
      this.#held.delete(lease.id);
      if (state === null && !held.completedByTask)
        held.log.warn({}, 'a job ended after it was lost to another worker');
      if (state === 'dead') held.log.error({ queue: this.#queue.name }, 'a job became a dead letter');
    }
    if (state === 'delayed') this.#upkeep.due();
    this.#fetcher.ended();
  }

  /** Resolves when nothing runs, or after `ms`. */
  async #idle(ms: number): Promise<void> {
    if (this.#running === 0) return;
    await within(ms, new Promise<void>(resolve => (this.#onIdle = resolve)));
  }
}

async function within(ms: number, what: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([what, new Promise(resolve => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
