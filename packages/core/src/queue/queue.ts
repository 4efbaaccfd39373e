import type { Job, JobProgress, JobRecord, JobRequest, JobState, Lease } from './job.ts';

/**
 * Something to send SQL with: a `pg` client or pool, or a `Kysely` instance or transaction. A job that is sent, or
 * completed, with the client of a transaction comes to pass with that transaction or not at all.
 */
export type TransactionClient = PgLike | KyselyLike;

/** The part of `pg`'s `Client`, `PoolClient` and `Pool` that is used. */
export interface PgLike {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}

/** The part of `Kysely` and its `Transaction` that is used. */
export interface KyselyLike {
  executeQuery(query: never): Promise<{ rows: unknown[] }>;
}

export interface SendOptions {
  /** Send in this transaction. A driver whose jobs aren't in that database refuses it. */
  client?: TransactionClient;
}

/** Which jobs to list. */
export interface ListOptions {
  /** Default: all states. */
  state?: JobState;
  /** `start` counts from 1 (default), `limit` is 1 to 1,000, default 50. */
  page?: { start?: number; limit?: number };
}

/** One attempt that failed. */
export interface Failure extends Lease {
  /** Kept with the job, cut to 4,000 characters. */
  reason: string;
  /** Don't try again: to the dead letters. */
  permanent: boolean;
}

/** How many jobs of a queue stand where; the ended ones aren't counted. */
export interface Depth {
  waiting: number;
  delayed: number;
  active: number;
  dead: number;
}

/** What a queue tells those who work on it. */
export interface QueueListener {
  /** Jobs may be there to be fetched. */
  wake(): void;
  /** What {@link Queue.maintain} last said of the next due time isn't right any more. */
  due(): void;
  /** The job's cancellation is asked for. */
  cancel(id: string): void;
}

/**
 * A queue of jobs: the seam that drivers implement. Every job is acknowledged; one whose worker falls silent becomes
 * visible again after its visibility timeout. So a job runs at least once, and its effects should bear repeating, or
 * be written in the transaction that completes it.
 */
export interface Queue {
  readonly name: string;
  /** Whether its jobs are in a PostgreSQL database, so that {@link SendOptions.client} may be one of that database. */
  readonly transactional: boolean;

  /** Returns the job's id, or null when an unfinished job has its key. */
  send(request: JobRequest, options?: SendOptions): Promise<string | null>;
  /** As {@link send}, for up to 10,000 jobs at once: all are sent or none. Answers are in the order of the requests. */
  sendBatch(requests: readonly JobRequest[], options?: SendOptions): Promise<(string | null)[]>;

  /** Leases up to `limit` jobs to `worker` for `visibility` milliseconds. */
  fetch(limit: number, worker: string, visibility: number): Promise<Job[]>;
  /** Acknowledges jobs as done. Returns the ids that were still leased; the others are another worker's by now. */
  complete(leases: readonly Lease[], options?: SendOptions): Promise<Set<string>>;
  /** Gives attempts up; each job is delayed, dead or, if that was asked for, cancelled. Lost leases are left out. */
  fail(failures: readonly Failure[]): Promise<Map<string, JobState>>;
  /** Hands jobs back as if they hadn't been fetched. */
  release(leases: readonly Lease[]): Promise<void>;
  /** Holds leases for `visibility` milliseconds from now. Lost leases are left out of the answer. */
  extend(leases: readonly Lease[], visibility: number): Promise<Map<string, 'held' | 'cancelling'>>;
  /** Writes how far a running job is. */
  progress(lease: Lease, progress: JobProgress): Promise<void>;
  /**
   * Makes due jobs fetchable and takes jobs from workers that fell silent. Returns the milliseconds until the next
   * one will be due, null if none is in sight. Whoever works on the queue calls it, at start and when due.
   */
  maintain(): Promise<number | null>;
  /** Calls back until the returned function is called. */
  subscribe(listener: QueueListener): () => void;

  /** `cancelled` at once if it wasn't running, else `cancelling`; null if there is no such unfinished job. */
  cancel(id: string): Promise<'cancelled' | 'cancelling' | null>;
  get(id: string): Promise<JobRecord | null>;
  /** Newest first. */
  list(options?: ListOptions): Promise<JobRecord[]>;
  /** Newest first. */
  deadLetters(page?: ListOptions['page']): Promise<JobRecord[]>;
  /** Gives a dead or cancelled job all its attempts again. False if there is no such job, or its key is taken. */
  requeue(id: string): Promise<boolean>;
  depth(): Promise<Depth>;

  /** Lets go of what the queue holds: connections that it opened, timers. */
  close(): Promise<void>;
}
