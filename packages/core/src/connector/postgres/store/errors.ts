import { errors } from '../../../error/index.ts';
import type { Resource } from './resource.ts';

/** What a write threw, as the caller may see it: a broken unique constraint is NOT_UNIQUE of the field it is about. */
export function fromWrite(thrown: unknown, resource: Resource, row: ReadonlyMap<string, unknown>): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const { code, constraint } = thrown as { code?: unknown; constraint?: unknown };
  if (code === '23505') {
    const key = resource.unique[String(constraint)] ?? resource.id.name;
    return errors.notUnique(key, String(row.get(key) ?? ''));
  }
  // What a caller sent didn't fit its column: too big a number, no time, text with a null character.
  if (typeof code === 'string' && code.startsWith('22'))
    return errors.invalid(resource.message.name, 'a value is out of range');
  return thrown;
}
