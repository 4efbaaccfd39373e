import { Transaction } from '../../transaction/index.ts';
import { isTransient, networkError, statusError } from './failure.ts';
import type { HttpOptions } from './options.ts';
import { follow, type Outgoing } from './redirect.ts';
import { type HttpResponse, readResponse } from './response.ts';
import { pause, retryDelay } from './retry.ts';
import { type Query, targetUrl } from './target.ts';

export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface HttpRequest {
  query?: Query;
  /** Over those of the connector. */
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, instead of `json`; say what it is in the header `content-type`. */
  body?: string | Uint8Array<ArrayBuffer>;
  /** Whether the request may be repeated. Default: what HTTP says of its method, so POST and PATCH may not. */
  idempotent?: boolean;
  /** Cancels the request; the transaction's signal holds as well. */
  signal?: AbortSignal;
}

const idempotentMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);

/** Sends requests to one API, within the deadline and signal of the running transaction. */
export class HttpClient {
  readonly #options: HttpOptions;
  readonly #base: URL;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#base = new URL(options.baseUrl);
  }

  /**
   * Sends a request and reads the whole answer, whose status is below 400.
   * @throws HawserError with the code for the failure; see `statusError`.
   */
  async send(
    method: HttpMethod,
    path: string | readonly string[],
    request: HttpRequest = {},
  ): Promise<HttpResponse> {
    const outgoing = this.#outgoing(method, path, request);
    const { host } = outgoing.url;
    const transaction = Transaction.current();
    const cancel = anySignal(transaction?.signal, request.signal);
    const deadline = transaction?.deadline ?? Number.POSITIVE_INFINITY;
    const tries = (request.idempotent ?? idempotentMethods.has(method)) ? this.#options.retries + 1 : 1;
    for (let tried = 1; ; tried++) {
      let retryAfter: string | null = null;
      let failure: Error;
      let transient = true;
      try {
        const response = await this.#once(outgoing, deadline, cancel);
        if (response.status < 400) return response;
        failure = statusError(host, response);
        transient = isTransient(response.status);
        retryAfter = response.headers.get('retry-after');
      } catch (thrown) {
        if (cancel?.aborted) throw cancel.reason;
        failure = networkError(host, thrown);
        transient = failure !== thrown;
      }
      const delay = transient && tried < tries ? retryDelay(tried, retryAfter) : undefined;
      if (delay === undefined || !(await pause(delay, deadline, cancel))) throw failure;
    }
  }

  async #once(outgoing: Outgoing, deadline: number, cancel: AbortSignal | undefined): Promise<HttpResponse> {
    const { timeoutSeconds, allowedHosts, maxResponseBytes } = this.#options;
    const left = Math.max(1, Math.min(timeoutSeconds * 1000, deadline - Date.now()));
    const signal = anySignal(AbortSignal.timeout(Math.ceil(left)), cancel)!;
    return readResponse(await follow(outgoing, signal, allowedHosts), maxResponseBytes);
  }

  #outgoing(method: HttpMethod, path: string | readonly string[], request: HttpRequest): Outgoing {
    const { token, headers: fixed } = this.#options;
    const headers = new Headers({ accept: 'application/json', ...fixed });
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    if (request.json !== undefined) headers.set('content-type', 'application/json');
    for (const [name, value] of Object.entries(request.headers ?? {})) headers.set(name, value);
    const body = request.json === undefined ? request.body : JSON.stringify(request.json);
    return { url: targetUrl(this.#base, path, request.query), method, headers, body };
  }
}

function anySignal(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  return one && other ? AbortSignal.any([one, other]) : (one ?? other);
}
