import type { HeldJob } from './held-job.ts';

/** The longest that a fetched job waits here for its turn before another worker gets the chance; milliseconds. */
const maxWait = 500;

/** Jobs that were fetched ahead and haven't begun, oldest first. */
export class Backlog {
  readonly #release: (jobs: HeldJob[]) => void;
  #jobs: HeldJob[] = [];
  #next = 0;
  #timer: NodeJS.Timeout | undefined;
  #taken = 0;

  /** @param release takes the jobs that nothing here has had time for */
  constructor(release: (jobs: HeldJob[]) => void) {
    this.#release = release;
  }

  get size(): number {
    return this.#jobs.length - this.#next;
  }

  add(jobs: HeldJob[]): void {
    this.#jobs = this.size === 0 ? jobs : [...this.#jobs.slice(this.#next), ...jobs];
    this.#next = 0;
    this.#timer ??= this.#watch();
  }

  take(): HeldJob | undefined {
    const job = this.#jobs[this.#next];
    if (job === undefined) return undefined;
    this.#next++;
    this.#taken++;
    return job;
  }

  /** Empties it and returns what was there. */
  clear(): HeldJob[] {
    const jobs = this.#jobs.slice(this.#next);
    this.#jobs = [];
    this.#next = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return jobs;
  }

  /** Since it is emptied in order, jobs wait too long exactly when less was taken in that time than was there before. */
  #watch(): NodeJS.Timeout {
    const before = this.size;
    this.#taken = 0;
    return setTimeout(() => {
      this.#timer = undefined;
      if (this.#taken < before) this.#release(this.clear());
      else if (this.size > 0) this.#timer = this.#watch();
    }, maxWait).unref();
  }
}
