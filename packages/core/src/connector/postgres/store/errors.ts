import { errors } from '../../../error/index.ts';
import type { Resource } from './resource.ts';

/**
 * What a statement threw, as the caller may see it: a broken unique constraint is NOT_UNIQUE of the field that it is about.
 *
 * @param row what was to be written
 */
export function fromDatabase(
  thrown: unknown,
  resource: Resource,
  row: ReadonlyMap<string, unknown>,
): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const { code, constraint, table } = thrown as { code?: unknown; constraint?: unknown; table?: unknown };
  if (code === '23505') {
    const key = resource.unique[String(constraint)] ?? resource.id.name;
    return errors.notUnique(key, String(row.get(key) ?? ''));
  }
  // Two calls at once: what is named was just deleted, or what is deleted was just named.
  if (code === '23503')
    return row.size === 0
      ? errors.existsResource(String(table), resource.message.name)
      : errors.notFound('constraint', String(constraint));
  // What a caller sent didn't fit its column: too big a number, no time, text with a null character.
  if (typeof code === 'string' && code.startsWith('22'))
    return errors.invalid(resource.message.name, 'a value is out of range');
  return thrown;
}
