import { EventEmitter, on } from 'node:events';

/**
 * Whether the application can do its work now: it has started, isn't draining, and every check passes. gRPC health and
 * `/readyz` both answer from here.
 */
export class Readiness {
  readonly #events = new EventEmitter().setMaxListeners(0);
  #serving = false;
  readonly #failing = new Map<string, string>();

  get ready(): boolean {
    return this.#serving && this.#failing.size === 0;
  }

  /** What keeps it from being ready, by the name of the check. */
  get reasons(): Readonly<Record<string, string>> {
    const reasons = Object.fromEntries(this.#failing);
    return this.#serving ? reasons : { ...reasons, server: 'is starting or draining' };
  }

  /** The lifecycle's part: true once all servers have started, false as soon as a drain begins. */
  set serving(value: boolean) {
    this.#change(() => {
      this.#serving = value;
    });
  }

  /** A dependency's part: `reason` says why the application can't work, undefined that it can again. */
  report(check: string, reason: string | undefined): void {
    this.#change(() => {
      if (reason === undefined) this.#failing.delete(check);
      else this.#failing.set(check, reason);
    });
  }

  /** The state now and every change of it, until `signal` fires. */
  async *changes(signal: AbortSignal): AsyncGenerator<boolean> {
    const events = on(this.#events, 'change', { signal });
    yield this.ready;
    try {
      for await (const [ready] of events) yield ready as boolean;
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
    }
  }

  #change(set: () => void): void {
    const before = this.ready;
    set();
    if (this.ready !== before) this.#events.emit('change', this.ready);
  }
}
