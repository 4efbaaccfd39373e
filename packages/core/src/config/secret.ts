import type { z } from 'zod';
import { childOf, keysOf, metaOf } from './introspect.ts';
import type { Path } from './path.ts';

/** What stands in a secret's place. */
export const mask = '********';

const secretName =
  /pass(word|wd|phrase)?$|secret|token|credential|api_?key|(access|private|client|signing|encryption)_?key/i;

/**
 * Whether the value at `path` is a secret: the schema says so where it knows the key. Where it doesn't, in open maps, the
 * name does (`password`, `…token…`, `…secret…`, `apiKey`, `private_key` and the like), also for all that is below; unless
 * the map's schema says of its values `secret: false`, or they are maps of known keys: then names are just names.
 */
export function isSecret(schema: z.ZodType, path: Path): boolean {
  let current: z.ZodType | undefined = schema;
  for (const step of path) {
    const known = typeof step === 'number' || Object.hasOwn((current && keysOf(current)?.known) ?? {}, step);
    current = current && childOf(current, step);
    const { secret } = current ? metaOf(current) : {};
    if (secret) return true;
    const open = !known && secret === undefined && !(current && keysOf(current));
    if (open && secretName.test(String(step))) return true;
  }
  return false;
}

/** The value as it may be shown: masked when secret and not empty, and without the passwords of URLs. */
export function masked(value: unknown, secret: boolean): unknown {
  if (typeof value !== 'string') return secret && value !== null && value !== undefined ? mask : value;
  if (secret) return value === '' ? value : mask;
  return value.replace(/(\w[\w+.-]*:\/\/[^\s/:@]*):[^\s/]*@/g, `$1:${mask}@`);
}
