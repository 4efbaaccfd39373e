import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { PodAccess } from './access.ts';
import { ApiError, missingRight } from './error.ts';

/** How long one request may take, in milliseconds. */
const timeout = 10_000;

/** The most objects that are listed: who waits for one of many needs no more. */
const maxItems = 500;

/** A kind of object: where the API has it. */
export interface Resource {
  /** Empty for the core group. */
  group: string;
  version: string;
  plural: string;
}

/** What all objects have. */
export interface KubernetesObject {
  metadata: { name: string; resourceVersion?: string; labels?: Record<string, string> };
}

export interface ListOptions {
  labelSelector?: string;
}

type Verb = 'get' | 'list' | 'create' | 'patch';

/** Which objects a request is about. */
interface Target {
  verb: Verb;
  resource: Resource;
  name?: string | undefined;
}

/** The objects of the pod's own namespace, by the pod's own service account. */
export class KubernetesApi {
  readonly #access: PodAccess;
  readonly #agent: Agent;

  constructor(access: PodAccess) {
    this.#access = access;
    this.#agent = new Agent({ ca: access.ca, keepAlive: true });
  }

  get namespace(): string {
    return this.#access.namespace;
  }

  /** The object of that name, or undefined. @throws ApiError */
  async get<T extends KubernetesObject>(resource: Resource, name: string): Promise<T | undefined> {
    try {
      return (await this.#send('GET', { verb: 'get', resource, name })) as T;
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.status === 404) return undefined;
      throw thrown;
    }
  }

  /** @throws ApiError */
  async list<T extends KubernetesObject>(
    resource: Resource,
    { labelSelector }: ListOptions = {},
  ): Promise<T[]> {
    const chosen = { limit: String(maxItems), ...(labelSelector === undefined ? {} : { labelSelector }) };
    const query = `?${new URLSearchParams(chosen)}`;
    const { items } = (await this.#send('GET', { verb: 'list', resource }, query)) as { items: T[] };
    return items;
  }

  /** @throws ApiError; its status is 409 when there is one of that name */
  async create(resource: Resource, object: KubernetesObject): Promise<void> {
    await this.#send('POST', { verb: 'create', resource }, '', object);
  }

  /** Merges fields into an object. With the object's `resourceVersion`, @throws ApiError 409 when it has changed since. */
  async patch(resource: Resource, name: string, fields: object): Promise<void> {
    await this.#send('PATCH', { verb: 'patch', resource, name }, '', fields);
  }

  /** Ends the connections. */
  close(): void {
    this.#agent.destroy();
  }

  async #send(method: string, target: Target, query = '', body?: object): Promise<unknown> {
    const { resource, name } = target;
    const path = this.#path(resource, name) + query;
    const { status, content } = await this.#exchange(method, path, body);
    if (status < 300) return JSON.parse(content);
    const { message, reason } = readStatus(content);
    if (status === 403)
      throw new ApiError(status, missingRight({ ...target, namespace: this.namespace }, message));
    throw new ApiError(status, message ?? `the API server answers ${status} ${reason ?? ''}`.trim());
  }

  #path({ group, version, plural }: Resource, name: string | undefined): string {
    const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
    const parts = ['namespaces', this.namespace, plural, ...(name === undefined ? [] : [name])];
    return [root, ...parts.map(encodeURIComponent)].join('/');
  }

  #exchange(method: string, path: string, body: object | undefined) {
    const { server, token } = this.#access;
    const payload = body === undefined ? undefined : JSON.stringify(body);
    return new Promise<{ status: number; content: string }>((resolve, reject) => {
      const outgoing = request(new URL(path, server), {
        method,
        agent: this.#agent,
        signal: AbortSignal.timeout(timeout),
        headers: {
          authorization: `Bearer ${token()}`,
          accept: 'application/json',
          ...(payload === undefined ? {} : { 'content-type': contentType(method) }),
        },
      });
      outgoing.on('response', response => {
        text(response).then(content => resolve({ status: response.statusCode ?? 0, content }), reject);
      });
      outgoing.on('error', reject);
      outgoing.end(payload);
    }).catch((thrown: Error) => {
      const late = thrown.name === 'AbortError' || thrown.name === 'TimeoutError';
      const reason = late ? `no answer in ${timeout / 1000} s` : thrown.message;
      throw new ApiError(0, `the API server at ${server} can't be reached: ${reason}`, thrown);
    });
  }
}

const contentType = (method: string) =>
  method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';

/** What the API says of a failure: a `Status`, or whatever stands before it. */
function readStatus(content: string): { message?: string; reason?: string } {
  try {
    return JSON.parse(content) as { message?: string; reason?: string };
  } catch {
    return {};
  }
}
