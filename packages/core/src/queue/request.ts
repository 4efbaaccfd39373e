import { errors } from '../error/index.ts';
import { type JobRequest, type JobState, jobStates } from './job.ts';

/** The largest payload, in bytes of JSON. */
export const maxPayload = 1_048_576;

/** The most jobs that one batch sends. */
export const maxBatch = 10_000;

/** A request with its defaults filled in and its payload as JSON. */
export type CheckedRequest = Required<Omit<JobRequest, 'payload' | 'key'>> & {
  payload: string;
  key: string | null;
};

/**
 * Checks a request and fills its defaults in; every driver sends through this, so all have the same bounds.
 *
 * @throws HawserError INVALID_PARAMETER that names the field
 */
export function checkRequest(request: JobRequest): CheckedRequest {
  const { task, key } = request;
  if (typeof task !== 'string' || task.length < 1 || task.length > 200)
    throw errors.invalid('task', 'must have 1 to 200 characters');
  if (key !== undefined && (typeof key !== 'string' || key.length < 1 || key.length > 500))
    throw errors.invalid('key', 'must have 1 to 500 characters');
  return {
    task,
    key: key ?? null,
    payload: toJson(request.payload),
    delay: integer('delay', request.delay, 0, 0, 10 * 365 * 86_400_000),
    priority: integer('priority', request.priority, 0, -32_768, 32_767),
    retryLimit: integer('retryLimit', request.retryLimit, 5, 0, 1_000),
    retryDelay: integer('retryDelay', request.retryDelay, 1_000, 0, 86_400_000),
    retryDelayMax: integer('retryDelayMax', request.retryDelayMax, 300_000, 0, 7 * 86_400_000),
  };
}

/** Checks a batch's size and its requests. */
export function checkBatch(requests: readonly JobRequest[]): CheckedRequest[] {
  if (requests.length > maxBatch) throw errors.invalid('jobs', `must be ${maxBatch} at most`);
  return requests.map(checkRequest);
}

/**
 * Checks what a list is asked for.
 *
 * @throws HawserError INVALID_PARAMETER that names the field
 */
export function checkList(state: JobState | undefined, start: number, limit: number): void {
  if (state !== undefined && !jobStates.includes(state))
    throw errors.invalid('state', `must be one of ${jobStates.join(', ')}`);
  if (!Number.isSafeInteger(start) || start < 1) throw errors.invalid('page.start', 'must be 1 or more');
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000)
    throw errors.invalid('page.limit', 'must be an integer from 1 to 1000');
}

function toJson(payload: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(payload ?? null);
  } catch (error) {
    throw errors.invalid('payload', error instanceof Error ? error.message : 'must be JSON');
  }
  if (text === undefined) throw errors.invalid('payload', 'must be JSON');
  // Each UTF-16 unit takes three bytes at most, so short texts needn't be measured.
  if (text.length * 3 > maxPayload && Buffer.byteLength(text) > maxPayload)
    throw errors.invalid('payload', `must have ${maxPayload} bytes at most`);
  return text;
}

function integer(
  field: string,
  value: number | undefined,
  byDefault: number,
  least: number,
  most: number,
): number {
  if (value === undefined) return byDefault;
  if (!Number.isInteger(value) || value < least || value > most)
    throw errors.invalid(field, `must be an integer from ${least} to ${most}`);
  return value;
}
