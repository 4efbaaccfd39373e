import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import { backoff, type Failure, type JobState, type Lease, type Queue } from '../../queue/index.ts';

/** The most jobs that one statement settles. */
const maxAtOnce = 1_000;

/** Told for each job that was settled: `state` as the queue has it now, null if the lease had been lost. */
export type Settled = (lease: Lease, state: JobState | null) => void;

/**
 * Tells the queue how attempts ended, many in one statement: what ends while a statement is under way goes with the
 * next one. While the queue is away it keeps trying, with waits from 100 ms to 5 s.
 */
export class Settler {
  readonly #queue: Queue;
  readonly #log: Log;
  readonly #settled: Settled;
  #completed: Lease[] = [];
  #failed: Failure[] = [];
  #released: Lease[] = [];
  #flushing: Promise<void> | undefined;
  #stop = new AbortController();

  constructor(queue: Queue, settled: Settled, log: Log) {
    this.#queue = queue;
    this.#settled = settled;
    this.#log = log;
  }

  complete(lease: Lease): void {
    this.#completed.push(lease);
    this.#flush();
  }

  fail(failure: Failure): void {
    this.#failed.push(failure);
    this.#flush();
  }

  release(leases: readonly Lease[]): void {
    this.#released.push(...leases);
    this.#flush();
  }

  /** Resolves when all is told, or trying was given up. */
  async idle(): Promise<void> {
    while (this.#flushing) await this.#flushing;
  }

  /** Gives up what couldn't be told so far; those jobs become visible again after their timeout. */
  giveUp(): void {
    this.#stop.abort();
  }

  #flush(): void {
    this.#flushing ??= this.#flushAll().finally(() => {
      this.#flushing = undefined;
      if (this.#pending > 0 && !this.#stop.signal.aborted) this.#flush();
    });
  }

  get #pending(): number {
    return this.#completed.length + this.#failed.length + this.#released.length;
  }

  async #flushAll(): Promise<void> {
    // Jobs that end in the same turn of the event loop go together.
    await null;
    for (let failures = 0; this.#pending > 0 && !this.#stop.signal.aborted; ) {
      try {
        await this.#flushSome();
        failures = 0;
      } catch (error) {
        failures++;
        if (failures === 1)
          this.#log.warn(
            { err: error, jobs: this.#pending },
            "the queue can't be told of ended jobs; trying on",
          );
        await delay(backoff(failures, 100, 5_000), undefined, { signal: this.#stop.signal }).catch(
          () => undefined,
        );
      }
    }
  }

  /** One statement of each kind; what was told is forgotten only then. */
  async #flushSome(): Promise<void> {
    const completed = this.#completed.slice(0, maxAtOnce);
    if (completed.length > 0) {
      const told = await this.#queue.complete(completed);
      this.#completed = this.#completed.slice(completed.length);
      for (const lease of completed) this.#settled(lease, told.has(lease.id) ? 'completed' : null);
    }
    const failed = this.#failed.slice(0, maxAtOnce);
    if (failed.length > 0) {
      const told = await this.#queue.fail(failed);
      this.#failed = this.#failed.slice(failed.length);
      for (const lease of failed) this.#settled(lease, told.get(lease.id) ?? null);
    }
    const released = this.#released.slice(0, maxAtOnce);
    if (released.length > 0) {
      await this.#queue.release(released);
      this.#released = this.#released.slice(released.length);
      for (const lease of released) this.#settled(lease, 'waiting');
    }
  }
}
