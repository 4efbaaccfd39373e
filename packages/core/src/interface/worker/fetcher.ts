import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import { backoff, type Job, type Queue } from '../../queue/index.ts';

/** Jobs that end within this time may be fetched ahead, so that a fetch's round trip isn't waited for; milliseconds. */
const ahead = 25;
/** The most jobs fetched ahead. */
const maxAhead = 1_000;

export interface FetcherOptions {
  queue: Queue;
  worker: string;
  visibility: number;
  concurrency: number;
  /** Takes what was fetched. `since` is when the fetch was sent, by `performance.now()`. */
  take(jobs: Job[], since: number): void;
  log: Log;
}

/**
 * Fetches jobs as long as there are some and there is room; else it waits to be woken. How many it fetches ahead of
 * the running ones follows the pace: none while jobs take long, since another worker may be free to do them.
 */
export class Fetcher {
  readonly #options: FetcherOptions;
  /** Jobs that this worker has and that haven't ended. */
  #held = 0;
  /** Jobs ended a millisecond, smoothed. */
  #pace = 0;
  #ended = 0;
  #pacedAt = performance.now();
  #fetching: Promise<void> | undefined;
  #maybeMore = true;
  #stop = new AbortController();

  constructor(options: FetcherOptions) {
    this.#options = options;
  }

  /** There may be jobs. */
  wake(): void {
    this.#maybeMore = true;
    this.#fetch();
  }

  /** A job that was fetched has ended. */
  ended(): void {
    this.#held--;
    this.#ended++;
    this.#fetch();
  }

  /** Fetches no more; resolves when no fetch is under way. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#fetching;
  }

  #fetch(): void {
    if (this.#fetching || !this.#maybeMore || this.#stop.signal.aborted) return;
    const room = this.#options.concurrency + this.#ahead() - this.#held;
    // With jobs fetched ahead, one waits until half of them are used up: fewer, larger fetches.
    if (room < 1 || (this.#held > this.#options.concurrency && room < this.#ahead() / 2)) return;
    this.#fetching = this.#fetchUpTo(room).finally(() => {
      this.#fetching = undefined;
      this.#fetch();
    });
  }

  async #fetchUpTo(limit: number): Promise<void> {
    const { queue, worker, visibility, take, log } = this.#options;
    for (let failures = 0; !this.#stop.signal.aborted; ) {
      this.#maybeMore = false;
      const since = performance.now();
      try {
        const jobs = await queue.fetch(limit, worker, visibility);
        if (failures > 0) log.info({ queue: queue.name }, 'jobs can be fetched again');
        if (jobs.length === limit) this.#maybeMore = true;
        this.#held += jobs.length;
        if (jobs.length > 0) take(jobs, since);
        return;
      } catch (error) {
        this.#maybeMore = true;
        failures++;
        if (failures === 1) log.warn({ err: error, queue: queue.name }, "jobs can't be fetched; trying on");
        await delay(backoff(failures, 100, 5_000), undefined, { signal: this.#stop.signal }).catch(
          () => undefined,
        );
      }
    }
  }

  #ahead(): number {
    const now = performance.now();
    const passed = now - this.#pacedAt;
    if (passed >= ahead) {
      const weight = Math.min(1, passed / (2 * ahead));
      this.#pace += weight * (this.#ended / passed - this.#pace);
      this.#ended = 0;
      this.#pacedAt = now;
    }
    return Math.min(maxAhead, Math.floor(this.#pace * ahead));
  }
}
