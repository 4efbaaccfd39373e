import { errors } from '../../error/index.ts';

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/**
 * The URL of a request: `path` below the base URL.
 * @param path text that begins with `/`, or the parts of a path, each of which is encoded: use these for what a caller sent.
 * @throws HawserError INVALID_PARAMETER when the path leads out of the base URL.
 */
export function targetUrl(base: URL, path: string | readonly string[], query: Query = {}): URL {
  const text = typeof path === 'string' ? path : path.map(segment => `/${encoded(segment)}`).join('');
  const out = () => errors.invalid('path', 'leads out of the base URL');
  // What doesn't begin with a slash would become part of the host.
  if (text !== '' && !text.startsWith('/')) throw out();
  const root = base.pathname.replace(/\/$/, '');
  const url = new URL(base.origin + root + text);
  const inside = url.pathname === root || url.pathname.startsWith(`${root}/`);
  if (url.origin !== base.origin || !inside) throw out();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
  }
  return url;
}

function encoded(segment: string): string {
  if (segment === '' || segment === '.' || segment === '..')
    throw errors.invalid('path', `can't have the part "${segment}"`);
  return encodeURIComponent(segment);
}

/** @throws HawserError PERMISSION_DENIED when `allowed` is given and doesn't have the URL's host. */
export function checkHost(url: URL, allowed: readonly string[] | undefined): void {
  if (!allowed) return;
  const host = url.hostname.toLowerCase();
  const found = allowed.some(pattern => {
    const name = pattern.toLowerCase();
    return name.startsWith('*.')
      ? host.endsWith(name.slice(1)) && host.length > name.length - 1
      : host === name;
  });
  if (!found) throw errors.precondition(`the host ${host} isn't among the allowed ones`);
}
