import { createHash } from 'node:crypto';
import type { Scope } from '../transaction/index.ts';

/**
 * Who shares a cached value. `scope`: calls that are narrowed to the same domain, workspace, projects and user, as their
 * queries are. `domain`: all calls of a domain, for what doesn't depend on the rest. `platform`: everyone, for what
 * belongs to no tenant.
 */
export type SharedBy = 'scope' | 'domain' | 'platform';

/** Longer parts of a key are replaced by their hash: keys stay small whatever the arguments. */
const maxPart = 256;

/** What all keys of a function begin with. */
export const functionPrefix = (name: string): string => `${name}|`;

/**
 * What all keys of a function and its arguments begin with in one domain, whoever shares them. Every part is closed by a
 * separator that can't be within it, so that no key is the beginning of another's.
 */
export function argumentPrefix(
  name: string,
  sharedBy: SharedBy,
  scope: Scope,
  args: readonly unknown[],
): string {
  const domain = sharedBy === 'platform' ? '' : part(scope.domainId ?? null);
  return `${functionPrefix(name)}${domain}|${part(args)}|`;
}

/** The key of one value. */
export function cacheKey(name: string, sharedBy: SharedBy, scope: Scope, args: readonly unknown[]): string {
  const prefix = argumentPrefix(name, sharedBy, scope, args);
  if (sharedBy !== 'scope') return prefix;
  const { workspaceId, projects, userId } = scope;
  if (workspaceId === undefined && projects === undefined && userId === undefined) return prefix;
  return prefix + part([workspaceId ?? null, projects ?? null, userId ?? null]);
}

function part(value: unknown): string {
  const text = JSON.stringify(value, plain);
  if (text.length <= maxPart && !text.includes('|')) return text;
  return createHash('sha256').update(text).digest('base64url');
}

/** What JSON would drop or merge is told apart; what it can't tell apart is refused. */
function plain(_: string, value: unknown): unknown {
  if (value === undefined) return '\0undefined';
  if (typeof value === 'bigint') return `\0${value}`;
  const told = typeof value !== 'function' && typeof value !== 'symbol';
  if (!told || value instanceof Map || value instanceof Set || ArrayBuffer.isView(value))
    throw new TypeError('the arguments of a cached function must be plain data');
  return value;
}
