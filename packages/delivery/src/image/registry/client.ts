import { ImageError } from '../error.ts';
import { authorize } from './authorize.ts';
import { type Credentials, findCredentials } from './credentials.ts';

export interface RegistryOptions {
  /** HTTP instead of HTTPS. Default: for this machine's own registries only. */
  plainHttp?: boolean;
  /** Default: Docker's, see {@link findCredentials}. */
  credentials?: Credentials | undefined;
}

export interface RegistryRequest {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT';
  headers?: Record<string, string>;
  body?: Buffer | Blob | string;
  /** Statuses beside 2xx that the caller handles. */
  allow?: readonly number[];
}

/** How long a request without a body may take, and one with a body, in milliseconds. */
const limits = { short: 30_000, long: 900_000 };

/** A registry that speaks the OCI distribution protocol. */
export class Registry {
  readonly host: string;
  readonly #origin: string;
  readonly #credentials: Credentials | undefined;
  /** The `Authorization` of requests, by what it allows. */
  readonly #tokens = new Map<string, string>();

  constructor(host: string, options: RegistryOptions = {}) {
    this.host = host;
    const own = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/.test(host);
    const plain = host !== 'docker.io' && (options.plainHttp ?? own);
    const name = host === 'docker.io' ? 'registry-1.docker.io' : host;
    this.#origin = `${plain ? 'http' : 'https'}://${name}`;
    this.#credentials = options.credentials ?? findCredentials(host);
  }

  /**
   * Sends a request about a repository: `path` is what follows `/v2/<repository>/`, or a location that the registry gave.
   *
   * @throws ImageError REGISTRY_UNREACHABLE, REGISTRY_AUTH or REGISTRY_REFUSED
   */
  async request(repository: string, path: string, request: RegistryRequest = {}): Promise<Response> {
    const url = new URL(path, `${this.#origin}/v2/${repository}/`);
    // A location on another host, such as a store of blobs, doesn't get the login.
    const own = url.origin === this.#origin;
    const { method = 'GET' } = request;
    const scope = `repository:${repository}:${method === 'GET' || method === 'HEAD' ? 'pull' : 'pull,push'}`;
    let response = await this.#send(url, request, own ? this.#tokens.get(scope) : undefined);
    const challenge = response.headers.get('www-authenticate');
    if (response.status === 401 && own && challenge) {
      await response.body?.cancel();
      const token = await authorize(challenge, scope, this.#credentials, this.host);
      this.#tokens.set(scope, token);
      response = await this.#send(url, request, token);
    }
    if (response.ok || request.allow?.includes(response.status)) return response;
    throw await this.#refusal(response, repository);
  }

  async #send(
    url: URL,
    { method = 'GET', headers, body }: RegistryRequest,
    token?: string,
  ): Promise<Response> {
    const signal = AbortSignal.timeout(method === 'HEAD' || method === 'POST' ? limits.short : limits.long);
    const authorization: Record<string, string> = token ? { authorization: token } : {};
    try {
      return await fetch(url, {
        method,
        headers: { ...headers, ...authorization },
        body: body instanceof Buffer ? new Uint8Array(body) : (body ?? null),
        signal,
      });
    } catch (error) {
      throw unreachable(this.host, error);
    }
  }

  async #refusal(response: Response, repository: string): Promise<ImageError> {
    const said = (await response.text()).slice(0, 500);
    const { status } = response;
    if (status === 401 || status === 403)
      return new ImageError(
        'REGISTRY_AUTH',
        `${this.host} doesn’t let ${this.#credentials?.user ?? 'an anonymous user'} use ${repository}`,
        `log in with \`docker login ${this.host}\`, as a user who may`,
      );
    return new ImageError(
      'REGISTRY_REFUSED',
      `${this.host} answers ${status} for ${repository}: ${said || response.statusText}`,
      'the registry’s own log says more',
    );
  }
}

function unreachable(host: string, error: unknown): ImageError {
  const cause = (error as Error).cause ?? error;
  const { code, message } = cause as { code?: string; message: string };
  const plain = code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG';
  return new ImageError(
    'REGISTRY_UNREACHABLE',
    `the registry ${host} can’t be reached: ${plain ? 'it doesn’t speak HTTPS' : message || code}`,
    plain ? 'if it is meant to speak plain HTTP, add --plain-http' : 'check its name, and that it runs',
    { cause: error },
  );
}
