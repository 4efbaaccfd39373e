import type { Log } from '../../log.ts';
import { backoff, type Queue } from '../../queue/index.ts';

/** The longest and the shortest time between two rounds; milliseconds. */
const atMost = 5_000;
const atLeast = 20;

/**
 * Calls the queue's `maintain` when jobs are due, and at least every five seconds; `after` follows each round, so
 * that jobs are found even while notifications are not.
 */
export class Upkeep {
  readonly #queue: Queue;
  readonly #after: () => void;
  readonly #log: Log;
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Number.POSITIVE_INFINITY;
  #running: Promise<void> | undefined;
  #again = false;
  #failures = 0;
  #stopped = false;

  constructor(queue: Queue, after: () => void, log: Log) {
    this.#queue = queue;
    this.#after = after;
    this.#log = log;
  }

  /** Has a round run soon. */
  due(): void {
    this.#again = true;
    if (!this.#running) this.#in(atLeast);
  }

  start(): void {
    this.#in(0);
  }

  /** Ends the rounds; resolves when none runs. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #in(ms: number): void {
    if (this.#stopped) return;
    const at = performance.now() + ms;
    if (at >= this.#dueAt) return;
    this.#dueAt = at;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#dueAt = Number.POSITIVE_INFINITY;
      this.#running = this.#round().finally(() => {
        this.#running = undefined;
      });
    }, ms);
  }

  async #round(): Promise<void> {
    this.#again = false;
    let next = atMost;
    try {
      next = (await this.#queue.maintain()) ?? atMost;
      this.#failures = 0;
      this.#after();
    } catch (error) {
      this.#failures++;
      if (this.#failures === 1)
        this.#log.warn({ err: error, queue: this.#queue.name }, 'the queue is away; trying on');
      next = backoff(this.#failures, 100, atMost);
    }
    // Spread, so that workers which started together don't ask together.
    const spread = atMost * (0.8 + Math.random() * 0.2);
    this.#in(this.#again ? atLeast : Math.max(atLeast, Math.min(next, spread)));
  }
}
