import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { ComponentHost } from '../../service/component.ts';

/** How often a database that answers is asked, and one that doesn't, in milliseconds. */
const calmMs = 5_000;
const anxiousMs = 500;
/** One that takes longer to answer is away, in milliseconds. */
const limitMs = 2_000;

/**
 * Keeps an application's readiness true to its database: asked at the start, every few seconds, and at once when a
 * connection breaks. A pool that is busy with queries isn't asked, for they tell.
 */
export class DatabaseWatch {
  readonly #pool: pg.Pool;
  readonly #readiness: ComponentHost['readiness'];
  #timer: NodeJS.Timeout | undefined;
  #asking: Promise<void> | undefined;
  #stopped = false;

  constructor(pool: pg.Pool, readiness: ComponentHost['readiness']) {
    this.#pool = pool;
    this.#readiness = readiness;
  }

  /** Asks, unless that goes on already, and plans the next time. Settles when it is known; never rejects. */
  check(): Promise<void> {
    clearTimeout(this.#timer);
    this.#asking ??= this.#check().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #check(): Promise<void> {
    const answers = this.#busy || (await this.#answers());
    if (this.#stopped) return;
    this.#readiness.report('database', answers ? undefined : 'is away');
    this.#timer = setTimeout(() => this.check(), answers ? calmMs : anxiousMs);
    this.#timer.unref();
  }

  get #busy(): boolean {
    const { idleCount, totalCount, options } = this.#pool;
    return idleCount === 0 && totalCount > 0 && totalCount >= (options.max ?? 1);
  }

  async #answers(): Promise<boolean> {
    const asked = this.#pool.query('select 1').then(
      () => true,
      () => false,
    );
    return Promise.race([asked, delay(limitMs, false, { ref: false })]);
  }
}
