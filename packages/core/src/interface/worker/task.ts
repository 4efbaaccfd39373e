import { HawserError } from '../../error/index.ts';
import type { Log } from '../../log.ts';
import type { JobProgress, TransactionClient } from '../../queue/index.ts';

/** What a task does with a job. It may run again for the same job, so its effects should bear repeating. */
export type TaskHandler = (payload: unknown, context: JobContext) => unknown;

/** What a running task is told and may ask for. */
export interface JobContext {
  readonly jobId: string;
  readonly queue: string;
  readonly task: string;
  /** 1 for the first. */
  readonly attempt: number;
  /**
   * Aborted when the job is cancelled, when it was lost to another worker (this one fell silent for longer than the
   * visibility timeout), and when the worker's drain has no more time. Its reason is an `Error` that says which.
   */
  readonly signal: AbortSignal;
  /** The worker's log with the job's id, task and attempt in every line. */
  readonly log: Log;
  /** Shows how far the job is. Cheap: written at most four times a second, the last one in any case. */
  progress(progress: JobProgress): void;
  /**
   * Completes the job in a transaction of the task's own, so that its effects and the acknowledgement come to pass
   * together. Rejects if the job was lost to another worker; let the transaction roll back then.
   */
  complete(client: TransactionClient): Promise<void>;
}

/** Thrown by a task for a job that no further attempt can do: it becomes a dead letter at once. */
export class RejectJob extends Error {
  override readonly name = 'RejectJob';
}

/** Statuses that a repetition doesn't change: INVALID_ARGUMENT and UNIMPLEMENTED. */
const permanentStatuses = new Set([3, 12]);

/** Whether another attempt would fail as this one did. */
export function isPermanent(error: unknown): boolean {
  return (
    error instanceof RejectJob || (error instanceof HawserError && permanentStatuses.has(error.grpcStatus))
  );
}

/** A text for the dead letters of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
