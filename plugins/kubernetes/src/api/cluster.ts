import { Agent, type RequestOptions, request } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import type { KubeConfig } from '@kubernetes/client-node';
import { readAnswer } from './answer.ts';
import { ApiError, apiError } from './error.ts';

/** How long an API server may take to begin or continue an answer, in milliseconds. */
const idleMs = 30_000;
/** A request that the server puts off (429, 503 with Retry-After) is tried this often. */
const tries = 5;
/** The longest that the server may ask to wait, in seconds. */
const longestWait = 30;

export interface ApiRequest {
  path: string;
  query?: Readonly<Record<string, string | number | undefined>>;
  /** Default: application/json. */
  accept?: string;
  /** Sent with POST. */
  body?: unknown;
  signal: AbortSignal;
}

/** A cluster's API server, asked as the kubeconfig says, over a few connections that are kept. */
export class ClusterApi {
  readonly #config: KubeConfig;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 });

  constructor(config: KubeConfig) {
    this.#config = config;
  }

  /** The cluster's name in the kubeconfig. */
  get name(): string {
    return this.#config.getCurrentCluster()!.name;
  }

  /** The API server's address, without a slash at its end. */
  get server(): string {
    return this.#config.getCurrentCluster()!.server;
  }

  close(): void {
    this.#agent.destroy();
  }

  /**
   * The answer's JSON.
   * @throws ApiError for an answer other than success; what Node.js throws when there is none
   */
  async ask<T>(asked: ApiRequest): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const { status, retryAfter, body } = await this.#send(asked);
      if (status >= 200 && status < 300) return parse<T>(body);
      const waits =
        (status === 429 || status === 503) && retryAfter !== undefined && retryAfter <= longestWait;
      if (!waits || attempt === tries) throw apiError(status, body);
      await delay(retryAfter * 1000, undefined, { signal: asked.signal });
    }
  }

  async #send({ path, query, accept = 'application/json', body, signal }: ApiRequest) {
    const url = new URL(this.server + path);
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const options: RequestOptions = { signal, timeout: idleMs, method: body === undefined ? 'GET' : 'POST' };
    // Asked anew each time: the library refreshes tokens that run out.
    await this.#config.applyToHTTPSOptions(options);
    const proxied = this.#config.getCurrentCluster()!.proxyUrl !== undefined;
    const content = body === undefined ? {} : { 'content-type': 'application/json' };
    const call = request(url, {
      ...options,
      ...(proxied ? {} : { agent: this.#agent }),
      rejectUnauthorized: true,
      headers: { ...options.headers, accept, ...content, 'user-agent': 'hawser-plugin-kubernetes' },
    });
    return readAnswer(call, body === undefined ? undefined : JSON.stringify(body));
  }
}

function parse<T>(body: string): T {
  try {
    return JSON.parse(body) as T;
  } catch {
    throw new ApiError(502, 'the answer is no JSON: this is no Kubernetes API server');
  }
}
