import type { Log } from '../../log.ts';
import type { Queue } from '../../queue/index.ts';
import type { HeldJob } from './held-job.ts';

/** Extends the leases of held jobs while they run, so a job may take longer than the visibility timeout. */
export class Keeper {
  readonly #queue: Queue;
  readonly #visibility: number;
  readonly #held: ReadonlyMap<string, HeldJob>;
  readonly #log: Log;
  #timer: NodeJS.Timeout | undefined;

  /** @param visibility milliseconds; leases are extended when a third of it has passed */
  constructor(queue: Queue, visibility: number, held: ReadonlyMap<string, HeldJob>, log: Log) {
    this.#queue = queue;
    this.#visibility = visibility;
    this.#held = held;
    this.#log = log;
  }

  start(): void {
    this.#timer = setTimeout(() => void this.#round(), this.#visibility / 6);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #round(): Promise<void> {
    const now = performance.now();
    const due = [...this.#held.values()].filter(held => held.heldUntil - now < (this.#visibility * 2) / 3);
    try {
      if (due.length > 0) await this.#extend(due, now);
    } catch (error) {
      // The next round tries again; until the server is back nobody else can take the jobs either.
      this.#log.debug({ err: error, jobs: due.length }, "leases couldn't be extended");
    }
    if (this.#timer) this.start();
  }

  async #extend(due: HeldJob[], now: number): Promise<void> {
    const extended = await this.#queue.extend(
      due.map(held => held.job),
      this.#visibility,
    );
    for (const held of due) {
      // One that was settled meanwhile isn't active any more, and that is no loss.
      if (this.#held.get(held.jobId) !== held || held.phase === 'ended') continue;
      const state = extended.get(held.jobId);
      if (state === undefined) held.abort('the job was lost to another worker');
      else held.heldUntil = now + this.#visibility;
      if (state === 'cancelling') held.abort('the job was cancelled');
    }
  }
}
