import { Transaction } from '../transaction/index.ts';

interface Flight<R> {
  answer: Promise<R>;
  /** The call that runs it. */
  leader: Transaction | undefined;
}

/** Runs of a function that are under way, by key: whoever asks for the same meanwhile waits for the same run. */
export class Flights<R> {
  readonly #running = new Map<string, Flight<R>>();

  /**
   * Joins the run of `key`, or starts it. When the call that runs it is cancelled, one that waits starts it anew: a caller
   * that goes away takes no other down.
   * @param work is told whether it is still the run of its key, which it isn't once the key was forgotten.
   */
  join(key: string, work: (current: () => boolean) => Promise<R>): Promise<R> {
    const running = this.#running.get(key);
    if (!running) return this.#start(key, work);
    const { answer, leader } = running;
    return answer.catch((thrown: unknown) => {
      const abandoned = leader?.signal.aborted && leader !== Transaction.current();
      if (abandoned && !Transaction.current()?.signal.aborted) return this.join(key, work);
      throw thrown;
    });
  }

  /** Leaves the runs whose keys begin so to those who wait for them: later calls start anew. */
  forget(prefix: string): void {
    for (const key of this.#running.keys()) if (key.startsWith(prefix)) this.#running.delete(key);
  }

  #start(key: string, work: (current: () => boolean) => Promise<R>): Promise<R> {
    const current = () => this.#running.get(key) === flight;
    const answer = work(current).finally(() => {
      if (current()) this.#running.delete(key);
    });
    const flight: Flight<R> = { answer, leader: Transaction.current() };
    this.#running.set(key, flight);
    return answer;
  }
}
