import { Connector } from '../connector.ts';
import { HttpClient, type HttpMethod, type HttpRequest } from './client.ts';
import { type HttpOptions, readHttpOptions } from './options.ts';
import type { HttpResponse } from './response.ts';

/**
 * A connector to an HTTP API:
 *
 *     export class GithubConnector extends HttpConnector {
 *       protected override readonly defaults = { baseUrl: 'https://api.github.com' };
 *       repository = (owner: string, name: string) => this.json('GET', ['repos', owner, name]);
 *     }
 *
 * Requests stay below `baseUrl`, end with the running transaction, are repeated only when they are idempotent, and give
 * no credentials to another host by a redirect.
 */
export abstract class HttpConnector extends Connector {
  /** What the class sets; the configuration's `CONNECTORS.<class name>` stands over it. */
  protected readonly defaults: Partial<HttpOptions> = {};
  #client: HttpClient | undefined;

  /**
   * Sends a request and reads the answer.
   * @throws HawserError: NOT_FOUND (404, 410), ABORTED (409), RESOURCE_EXHAUSTED (429, or an answer that is too long),
   * GRPC_CONNECTION (502 to 504, or no answer), REQUEST_TIMEOUT, CANCELLED, FAILED_PRECONDITION (other statuses below 500).
   * What the server said is in the error's `cause`, an HttpStatusError.
   */
  protected request(
    method: HttpMethod,
    path: string | readonly string[],
    request?: HttpRequest,
  ): Promise<HttpResponse> {
    this.#client ??= new HttpClient(readHttpOptions(this.constructor.name, this.defaults, this.options));
    return this.#client.send(method, path, request);
  }

  /** Sends a request and reads its answer as JSON: undefined when it is empty. Check it before you rely on its shape. */
  protected async json(
    method: HttpMethod,
    path: string | readonly string[],
    request?: HttpRequest,
  ): Promise<unknown> {
    const { body } = await this.request(method, path, request);
    return body.length === 0 ? undefined : JSON.parse(new TextDecoder().decode(body));
  }
}
