import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { errors } from '../error/index.ts';
import type { Identity, Scope } from './identity.ts';

/** The way that a call came in. */
export type Transport = 'grpc' | 'rest' | 'local' | 'worker' | 'scheduler' | 'plugin';

/** What a transport tells of one call. Each transport has its own; nothing above it asks which one it is. */
export interface Call {
  readonly transport: Transport;
  /** The value of a request header (gRPC metadata); names are lower case. */
  header(name: string): string | undefined;
  /** When the caller gives up: milliseconds since the epoch, or Infinity. */
  readonly deadline: number;
  /** Calls back once when the caller goes away. */
  onCancel(listener: () => void): void;
  /** Shows how far the call is; only of transports whose callers can look. */
  progress?(progress: { done: number; total?: number; message?: string }): void;
  /** The caller's transaction, when it is in this process. */
  readonly parent?: Transaction;
  /** Who calls, where the transport itself vouches for it, as those do that run what this platform queued. */
  readonly identity?: Identity;
}

/** What the transaction needs to know of the method that it runs. */
export interface TransactionMethod {
  /** `/package.Service/rpc`. */
  readonly path: string;
  /** The longest a call may take, in milliseconds. */
  readonly deadlineMs: number;
}

const storage = new AsyncLocalStorage<Transaction>();

type Rollback = () => void | Promise<void>;

/**
 * One run of one method: who calls, on whose behalf, until when, and what to undo if a later step fails. It is the
 * ambient context of everything that the method does, and it ends when the answer's stream ends.
 */
export class Transaction {
  readonly method: TransactionMethod;
  readonly call: Call;
  /** Who calls; set by authentication. Undefined for public methods without a token. */
  identity: Identity | undefined;
  /** What the call is narrowed to; set by mutation. Every query of the method is bound to it. */
  scope: Scope = {};
  /** When the call ends at the latest: milliseconds since the epoch. */
  readonly deadline: number;
  #id: string | undefined;
  #controller: AbortController | undefined;
  #abortReason: Error | undefined;
  #rollbacks: Rollback[] | undefined;

  constructor(method: TransactionMethod, call: Call) {
    this.method = method;
    this.call = call;
    this.deadline = Math.min(call.deadline, Date.now() + method.deadlineMs);
  }

  /** The transaction of the running code, or undefined outside of any. */
  static current(): Transaction | undefined {
    return storage.getStore();
  }

  /** As {@link current}. @throws Error outside of a transaction: the code was called by nobody's call. */
  static required(): Transaction {
    const transaction = storage.getStore();
    if (!transaction) throw new Error('there is no transaction: this code runs outside of a call');
    return transaction;
  }

  /** Runs `work` with this transaction as the current one. */
  run<A, B, R>(work: (a: A, b: B) => R, a: A, b: B): R {
    return storage.run(this, work, a, b);
  }

  /** The trace id, 32 hex digits: taken over from W3C `traceparent`, else made here. Logs and errors carry it. */
  get id(): string {
    this.#id ??=
      this.call.parent?.id ?? traceId(this.call.header('traceparent')) ?? randomBytes(16).toString('hex');
    return this.#id;
  }

  /** The `traceparent` header for calls made from here: as it came in, since spans are made by who traces calls. */
  get traceparent(): string {
    const given = this.call.header('traceparent');
    if (given !== undefined && traceId(given) === this.id) return given;
    return `00-${this.id}-${randomBytes(8).toString('hex')}-01`;
  }

  /** The caller's token as it came in. */
  get token(): string | undefined {
    return this.call.header('token') ?? bearer(this.call.header('authorization'));
  }

  /** Aborted when the caller goes away or the deadline passes. Made on first use: most methods never ask. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#abortReason) this.#controller.abort(this.#abortReason);
      else this.call.onCancel(() => this.abort(errors.cancelled()));
    }
    return this.#controller.signal;
  }

  /** Ends the work of this transaction: `signal` fires with `reason`. */
  abort(reason: Error): void {
    this.#abortReason ??= reason;
    this.#controller?.abort(reason);
  }

  /** @throws the reason of {@link abort}, if it was called */
  throwIfAborted(): void {
    if (this.#abortReason) throw this.#abortReason;
  }

  /** Registers what undoes the step just done. Runs, last first, when the method fails. */
  onRollback(undo: Rollback): void {
    this.#rollbacks ??= [];
    this.#rollbacks.push(undo);
  }

  /**
   * Undoes every registered step, last first. Each is tried whatever became of the others.
   * @returns what the failed ones threw.
   */
  async rollback(): Promise<unknown[]> {
    const failures: unknown[] = [];
    for (let undo = this.#rollbacks?.pop(); undo; undo = this.#rollbacks?.pop()) {
      try {
        await undo();
      } catch (thrown) {
        failures.push(thrown);
      }
    }
    return failures;
  }

  /** Shows how far a long call is, where the transport can show it: a job's progress. */
  progress(progress: { done: number; total?: number; message?: string }): void {
    this.call.progress?.(progress);
  }

  /** Hands the steps to undo over to the caller's transaction, when it runs in this process: its failure undoes ours. */
  handOver(): void {
    const parent = this.call.parent;
    if (!parent || !this.#rollbacks) return;
    for (const undo of this.#rollbacks) parent.onRollback(undo);
    this.#rollbacks = undefined;
  }

  /** Whether anything would be undone. */
  get hasRollbacks(): boolean {
    return this.#rollbacks !== undefined && this.#rollbacks.length > 0;
  }
}

function traceId(traceparent: string | undefined): string | undefined {
  if (traceparent === undefined || !/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}/.test(traceparent))
    return undefined;
  return traceparent.slice(3, 35);
}

function bearer(authorization: string | undefined): string | undefined {
  return authorization?.startsWith('Bearer ') ? authorization.slice(7) : undefined;
}
