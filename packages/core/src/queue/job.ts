/**
 * Where a job stands.
 *
 * - `waiting`: may be fetched now; `delayed`: may be fetched from `runAt` on (sent so, or waiting for its next attempt)
 * - `active`: leased to a worker
 * - `completed`, `cancelled`: ended; kept for a while, so that one can ask for them
 * - `dead`: a dead letter; its attempts are used up or it was rejected for good
 */
export type JobState = 'waiting' | 'delayed' | 'active' | 'completed' | 'cancelled' | 'dead';

/** The states of a job, in the order of its life. */
export const jobStates: readonly JobState[] = [
  'waiting',
  'delayed',
  'active',
  'completed',
  'cancelled',
  'dead',
];

/** What a producer asks for. Times are milliseconds. */
export interface JobRequest {
  /** Name of the task that a worker runs, 1 to 200 characters. */
  task: string;
  /** Anything that JSON can hold; a megabyte at most. Default null. */
  payload?: unknown;
  /** While a job of this key is unfinished in the queue, another one isn't taken; at most 500 characters. */
  key?: string;
  /** Time until the job may start. Default 0. */
  delay?: number;
  /** Higher first, -32768 to 32767; equal ones in the order that they were sent. Default 0. */
  priority?: number;
  /** Attempts after the first, 0 to 1000. Default 5. */
  retryLimit?: number;
  /** Wait before the second attempt; it doubles with each, less up to half at random. Default 1,000. */
  retryDelay?: number;
  /** The longest such wait. Default 300,000. */
  retryDelayMax?: number;
}

/** How far a running job is. */
export interface JobProgress {
  done: number;
  total?: number;
  message?: string;
}

/** The right to settle one attempt of a job. It ends when the job's visibility timeout passes without an extension. */
export interface Lease {
  id: string;
  /** Of the driver; a new one for each attempt, so a worker that lost a job can't settle another's attempt. */
  lease: string;
}

/** A job in a worker's hands. */
export interface Job extends Lease {
  task: string;
  payload: unknown;
  /** 1 for the first. */
  attempt: number;
  retryLimit: number;
  /** Why the stored job can't be read, when another system wrote it; such a job is for the dead letters. */
  malformed?: string;
}

/** A job as one who asks for it sees it. */
export interface JobRecord {
  id: string;
  queue: string;
  task: string;
  payload: unknown;
  state: JobState;
  key: string | null;
  priority: number;
  /** Attempts begun so far. */
  attempt: number;
  retryLimit: number;
  runAt: Date;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** Worker that holds it or held it last. */
  worker: string | null;
  progress: JobProgress | null;
  /** Why its last attempt failed. */
  error: string | null;
  /** Cancelled while it was running, and its worker hasn't let go of it yet. */
  cancelling: boolean;
}
