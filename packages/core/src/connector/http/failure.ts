import { errors, HawserError } from '../../error/index.ts';
import type { HttpResponse } from './response.ts';

/** An answer that isn't a success: the `cause` of what a connector's caller catches. Its body is for logs alone. */
export class HttpStatusError extends Error {
  override readonly name = 'HttpStatusError';
  readonly status: number;
  /** The beginning of the answer's body. */
  readonly body: string;

  constructor(host: string, response: HttpResponse) {
    super(`${host} answered ${response.status}`);
    this.status = response.status;
    this.body = new TextDecoder().decode(response.body.subarray(0, 2_000));
  }
}

/** Statuses of a server that is away or overloaded for now. */
const awayStatuses = new Set([429, 502, 503, 504]);

/** Whether the same request may succeed if it is sent again. */
export const isTransient = (status: number): boolean => awayStatuses.has(status);

/**
 * The error of a status from 400 on. The server's refusals are between it and this service, so that none is passed on as
 * the caller's own: 401 and 403 are preconditions that this service fails. Other statuses from 500 on are unknown errors.
 */
export function statusError(host: string, response: HttpResponse): Error {
  const cause = new HttpStatusError(host, response);
  const { status } = response;
  const reason = `${host} answered ${status}`;
  if (status === 404 || status === 410)
    return new HawserError('NOT_FOUND', { key: 'host', value: host }, { cause });
  if (status === 409) return new HawserError('ABORTED', { reason }, { cause });
  if (status === 429) return new HawserError('RESOURCE_EXHAUSTED', { reason }, { cause });
  if (status === 408) return new HawserError('REQUEST_TIMEOUT', {}, { cause });
  if (isTransient(status)) return errors.unavailable(reason, cause);
  if (status < 500) return new HawserError('FAILED_PRECONDITION', { reason }, { cause });
  return cause;
}

/** The error of a request that got no answer. */
export function networkError(host: string, thrown: unknown): Error {
  if (thrown instanceof HawserError) return thrown;
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError') return errors.timeout();
  return errors.unavailable(`${host} is out of reach`, thrown);
}
