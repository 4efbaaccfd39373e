import type { Call, Identity, Transaction, Transport } from '../transaction/index.ts';
import type { CallSpan } from './telemetry.ts';

/** A call whose trace goes on from the span that was begun for it, instead of from its caller's. */
export class ObservedCall implements Call {
  readonly transport: Transport;
  readonly deadline: number;
  readonly parent?: Transaction;
  readonly identity?: Identity;
  readonly #call: Call;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(call: Call, span: CallSpan) {
    this.#call = call;
    this.#headers = span.headers;
    this.transport = call.transport;
    this.deadline = call.deadline;
    if (call.parent) this.parent = call.parent;
    if (call.identity) this.identity = call.identity;
  }

  header(name: string): string | undefined {
    return this.#headers[name] ?? this.#call.header(name);
  }

  onCancel(listener: () => void): void {
    this.#call.onCancel(listener);
  }

  progress(progress: { done: number; total?: number; message?: string }): void {
    this.#call.progress?.(progress);
  }
}
