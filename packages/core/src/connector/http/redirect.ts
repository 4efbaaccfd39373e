import { errors } from '../../error/index.ts';
import { checkHost } from './target.ts';

/** A request as it goes out. */
export interface Outgoing {
  url: URL;
  method: string;
  headers: Headers;
  body: string | Uint8Array<ArrayBuffer> | undefined;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const maxRedirects = 5;

/** Sends a request and follows redirects: at most 5, and by the rules of {@link next}. */
export async function follow(
  first: Outgoing,
  signal: AbortSignal,
  allowedHosts: readonly string[] | undefined,
): Promise<Response> {
  let request = first;
  for (let count = 0; ; count++) {
    checkHost(request.url, allowedHosts);
    const { url, ...init } = request;
    const response = await fetch(url, { ...init, body: init.body ?? null, redirect: 'manual', signal });
    const location = response.headers.get('location');
    if (!redirects.has(response.status) || location === null) return response;
    await response.body?.cancel();
    if (count === maxRedirects)
      throw errors.precondition(`${url.host} redirects more than ${maxRedirects} times`);
    request = next(request, response.status, location);
  }
}

/**
 * The request that a redirect asks for. To another origin goes only a GET or HEAD, stripped of all headers, since any of
 * them may be a credential; from https never to http.
 */
function next(request: Outgoing, status: number, location: string): Outgoing {
  const { url: from, headers } = request;
  const url = URL.canParse(location, from) ? new URL(location, from) : undefined;
  const known = url?.protocol === 'https:' || (url?.protocol === 'http:' && from.protocol === 'http:');
  if (!url || !known) throw errors.precondition(`${from.host} redirects to where requests can't follow`);
  const safe = request.method === 'GET' || request.method === 'HEAD';
  const becomesGet = !safe && (status === 303 || (status < 303 && request.method === 'POST'));
  if (url.origin !== from.origin) {
    if (!safe && !becomesGet)
      throw errors.precondition(`${from.host} redirects a ${request.method} to ${url.host}`);
    const accept = headers.get('accept');
    const method = becomesGet ? 'GET' : request.method;
    return { url, method, headers: new Headers(accept === null ? {} : { accept }), body: undefined };
  }
  if (!becomesGet) return { ...request, url };
  const kept = new Headers(headers);
  kept.delete('content-type');
  return { url, method: 'GET', headers: kept, body: undefined };
}
