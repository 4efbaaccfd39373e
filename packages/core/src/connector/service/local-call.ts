import type { Call, Transaction } from '../../transaction/index.ts';

/** A call from one service to another in the same process: what it was given, and the caller's transaction. */
export class LocalCall implements Call {
  readonly transport = 'local';
  readonly parent?: Transaction;
  readonly deadline: number;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #signal: AbortSignal | undefined;

  constructor(
    headers: Readonly<Record<string, string>>,
    deadline: number,
    signal: AbortSignal | undefined,
    parent: Transaction | undefined,
  ) {
    this.#headers = headers;
    this.deadline = deadline;
    this.#signal = signal;
    if (parent) this.parent = parent;
  }

  header(name: string): string | undefined {
    return this.#headers[name];
  }

  onCancel(listener: () => void): void {
    if (this.#signal?.aborted) listener();
    else this.#signal?.addEventListener('abort', listener, { once: true });
  }
}
