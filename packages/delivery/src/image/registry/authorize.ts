import { ImageError } from '../error.ts';
import type { Credentials } from './credentials.ts';

/**
 * The `Authorization` header that a registry's challenge asks for: `Basic` with the login, or `Bearer` with a token that the
 * named service gives for it, or gives to anyone for what is public.
 *
 * @throws ImageError REGISTRY_AUTH
 */
export async function authorize(
  challenge: string,
  scope: string,
  credentials: Credentials | undefined,
  host: string,
): Promise<string> {
  const login =
    credentials && `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;
  const [, scheme = '', parameters = ''] = /^\s*(\w+)\s*(.*)$/s.exec(challenge) ?? [];
  if (scheme.toLowerCase() === 'basic' && login) return login;
  if (scheme.toLowerCase() !== 'bearer') throw loginNeeded(host);
  const fields = Object.fromEntries(
    [...parameters.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
  if (!fields.realm || !URL.canParse(fields.realm)) throw loginNeeded(host);
  const url = new URL(fields.realm);
  if (fields.service) url.searchParams.set('service', fields.service);
  url.searchParams.set('scope', scope);
  // A login never leaves over plain HTTP for another machine than the registry's own.
  const trusted = url.protocol === 'https:' || url.hostname === new URL(`http://${host}`).hostname;
  const response = await fetch(url, {
    headers: login && trusted ? { authorization: login } : {},
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw loginNeeded(host);
  const { token, access_token } = (await response.json()) as { token?: string; access_token?: string };
  return `Bearer ${token ?? access_token}`;
}

const loginNeeded = (host: string) =>
  new ImageError('REGISTRY_AUTH', `${host} asks for a login`, `log in with \`docker login ${host}\``);
