import type { Log } from '../../log.ts';
import type { Job, JobProgress, Queue, TransactionClient } from '../../queue/index.ts';
import type { JobContext } from './task.ts';

/** Time between two writes of a job's progress; milliseconds. */
const progressEvery = 250;

/**
 * A job from its fetch until it is settled, and the context that its task sees. What most jobs never ask for (signal,
 * log, progress) is made when it is asked for.
 */
export class HeldJob implements JobContext {
  readonly job: Job;
  /** `abandoned`: its task is still running, but the job was handed back. */
  phase: 'waiting' | 'running' | 'ended' | 'abandoned' = 'waiting';
  /** Until when it is held for certain, by this process's clock (`performance.now()`). */
  heldUntil: number;
  /** The task has completed it by itself; its own transaction may still roll back. */
  completedByTask = false;
  readonly #source: Queue;
  readonly #log: Log;
  #abort: AbortController | undefined;
  #progress: JobProgress | undefined;
  #progressTimer: NodeJS.Timeout | undefined;
  #progressWrite: Promise<void> = Promise.resolve();
  #boundLog: Log | undefined;

  constructor(job: Job, source: Queue, heldUntil: number, log: Log) {
    this.job = job;
    this.heldUntil = heldUntil;
    this.#source = source;
    this.#log = log;
  }

  get jobId(): string {
    return this.job.id;
  }

  get queue(): string {
    return this.#source.name;
  }

  get task(): string {
    return this.job.task;
  }

  get attempt(): number {
    return this.job.attempt;
  }

  get signal(): AbortSignal {
    this.#abort ??= new AbortController();
    return this.#abort.signal;
  }

  get aborted(): boolean {
    return this.#abort?.signal.aborted ?? false;
  }

  throwIfAborted(): void {
    this.#abort?.signal.throwIfAborted();
  }

  abort(reason: string): void {
    this.#abort ??= new AbortController();
    this.#abort.abort(new Error(reason));
  }

  get log(): Log {
    this.#boundLog ??= bind(this.#log, {
      jobId: this.job.id,
      task: this.job.task,
      attempt: this.job.attempt,
    });
    return this.#boundLog;
  }

  progress({ done, total, message }: JobProgress): void {
    this.#progress = { done, total, message: message?.slice(0, 1_000) };
    if (this.#progressTimer) return;
    this.#writeProgress();
    this.#progressTimer = setTimeout(() => {
      this.#progressTimer = undefined;
      if (this.#progress) this.progress(this.#progress);
    }, progressEvery).unref();
  }

  #writeProgress(): void {
    const progress = this.#progress;
    this.#progress = undefined;
    if (progress === undefined) return;
    this.#progressWrite = this.#progressWrite
      .then(() => this.#source.progress(this.job, progress))
      .catch(error => this.log.debug({ err: error }, "the job's progress couldn't be written"));
  }

  /** Writes what is left of the progress; nothing is written any more afterwards. Null when there is nothing to do. */
  settleProgress(): Promise<void> | null {
    if (this.#progressTimer === undefined) return null;
    clearTimeout(this.#progressTimer);
    this.#writeProgress();
    return this.#progressWrite;
  }

  async complete(client: TransactionClient): Promise<void> {
    const completed = await this.#source.complete([this.job], { client });
    if (!completed.has(this.job.id)) throw new Error('the job was lost to another worker');
    this.completedByTask = true;
  }
}

function bind(log: Log, bound: object): Log {
  return {
    debug: (fields, message) => log.debug({ ...bound, ...fields }, message),
    info: (fields, message) => log.info({ ...bound, ...fields }, message),
    warn: (fields, message) => log.warn({ ...bound, ...fields }, message),
    error: (fields, message) => log.error({ ...bound, ...fields }, message),
  };
}
