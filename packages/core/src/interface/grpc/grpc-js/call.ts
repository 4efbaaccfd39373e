import type { Metadata, ServerUnaryCall } from '@grpc/grpc-js';
import type { Call } from '../../../transaction/index.ts';

/** What all four kinds of grpc-js's server calls have. */
export type AnyServerCall = Pick<
  ServerUnaryCall<unknown, unknown>,
  'metadata' | 'cancelled' | 'getDeadline'
> & {
  once(event: 'cancelled', listener: () => void): unknown;
};

/** A call as grpc-js tells of it. Everything is looked up when asked for. */
export class GrpcJsCall implements Call {
  readonly transport = 'grpc';
  readonly #call: AnyServerCall;
  readonly #metadata: Metadata;
  #answered = false;

  constructor(call: AnyServerCall) {
    this.#call = call;
    this.#metadata = call.metadata;
  }

  header(name: string): string | undefined {
    const value = this.#metadata.get(name)[0];
    return typeof value === 'string' ? value : undefined;
  }

  get deadline(): number {
    const deadline = this.#call.getDeadline();
    return typeof deadline === 'number' ? deadline : deadline.getTime();
  }

  /** To be called before the answer is sent: grpc-js says of every call that has ended that it is cancelled. */
  answer(): void {
    this.#answered = true;
  }

  onCancel(listener: () => void): void {
    if (this.#answered) return;
    if (this.#call.cancelled) listener();
    else this.#call.once('cancelled', () => !this.#answered && listener());
  }
}
