import {
  backoff,
  type CheckedRequest,
  type JobProgress,
  type JobRecord,
  type JobState,
} from '@hawser/core/queue';
import type { Job as BullJob, JobsOptions } from 'bullmq';

/** What BullMQ stores as a job's data: the payload, and the waits between attempts that it has no place for. */
export interface Stored {
  payload: unknown;
  retryDelay: number;
  retryDelayMax: number;
}

/** A job as BullMQ has it. */
export type Bull = BullJob<Stored, null>;

/** A day, and thirty, in seconds: how long ended jobs are kept. */
const keepCompleted = 86_400;
const keepFailed = 30 * 86_400;

/** A request as BullMQ takes it. */
export function bulk(
  request: CheckedRequest,
  jobId: string,
): { name: string; data: Stored; opts: JobsOptions } {
  const { task, payload, key, delay, priority, retryLimit, retryDelay, retryDelayMax } = request;
  return {
    name: task,
    data: { payload: JSON.parse(payload) as unknown, retryDelay, retryDelayMax },
    opts: {
      jobId,
      delay,
      // There the lowest number comes first, and a job without one before all.
      priority: 32_768 - priority,
      attempts: retryLimit + 1,
      backoff: { type: 'custom' },
      removeOnComplete: { age: keepCompleted },
      removeOnFail: { age: keepFailed },
      ...(key === null ? {} : { deduplication: { id: key } }),
    },
  };
}

/** Milliseconds to wait before the next attempt. */
export function nextWait(attemptsMade: number, job: Pick<Bull, 'data'> | undefined): number {
  return backoff(attemptsMade, job?.data.retryDelay ?? 1_000, job?.data.retryDelayMax ?? 300_000);
}

/** Attempts begun before the present one: those that failed, and those whose worker fell silent. */
export const attemptsBefore = (job: Bull) => job.attemptsMade + job.stalledCounter;

const states: Record<string, JobState> = {
  waiting: 'waiting',
  prioritized: 'waiting',
  paused: 'waiting',
  delayed: 'delayed',
  active: 'active',
  completed: 'completed',
  failed: 'dead',
};

/** A job's record. `cancelled` says that its cancellation was asked for. */
export function recordOf(queue: string, job: Bull, bullState: string, cancelled: boolean): JobRecord {
  const state = states[bullState] ?? 'waiting';
  const date = (time: number | undefined) => (time === undefined ? null : new Date(time));
  return {
    id: job.id ?? '',
    queue,
    task: job.name,
    payload: job.data.payload,
    state: state === 'dead' && cancelled ? 'cancelled' : state,
    key: job.deduplicationId ?? null,
    priority: 32_768 - (job.opts.priority ?? 32_768),
    attempt: attemptsBefore(job) + (state === 'active' || state === 'completed' ? 1 : 0),
    retryLimit: (job.opts.attempts ?? 1) - 1,
    runAt: new Date(job.timestamp + job.delay),
    createdAt: new Date(job.timestamp),
    startedAt: date(job.processedOn),
    finishedAt: date(job.finishedOn),
    worker: job.processedBy ?? null,
    progress: isProgress(job.progress) ? job.progress : null,
    error: state === 'completed' ? null : (job.failedReason ?? null),
    cancelling: cancelled && state === 'active',
  };
}

function isProgress(progress: unknown): progress is JobProgress {
  return typeof progress === 'object' && progress !== null && 'done' in progress;
}
