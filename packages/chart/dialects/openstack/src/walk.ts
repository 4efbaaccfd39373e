import { nearest } from '@hawser/core/config';
import type { z } from 'zod';
import type { KeyNote } from './keys.ts';

/** Something that is said of a key. */
export interface KeySaying {
  path: PropertyKey[];
  message: string;
}

/**
 * Keys of values that are known and change nothing, and names in open maps that nothing is of, with the nearest one that is.
 * What is empty or null isn't told.
 */
export function unreadKeys(type: z.ZodType, value: unknown, path: PropertyKey[] = []): KeySaying[] {
  if (isEmpty(value)) return [];
  const { note, inner } = plain(type, value);
  if (note.unread) return [{ path, message: `has no effect: ${note.unread}` }];
  if (Array.isArray(value)) {
    const element = (inner as Partial<z.ZodArray>).element as z.ZodType | undefined;
    return element ? value.flatMap((item, i) => unreadKeys(element, item, [...path, i])) : [];
  }
  if (typeof value !== 'object') return [];
  const every = (inner as Partial<z.ZodRecord>).valueType as z.ZodType | undefined;
  if (every)
    return Object.entries(value as object).flatMap(([key, item]) => unreadKeys(every, item, [...path, key]));
  const shape = (inner as Partial<z.ZodObject>).shape as Record<string, z.ZodType> | undefined;
  if (!shape) return [];
  return Object.entries(value as object).flatMap(([key, item]) => {
    const own = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (own) return unreadKeys(own, item, [...path, key]);
    // What is switched off needn't be there.
    if (!note.names || isEmpty(item) || item === false) return [];
    const meant = nearest(key, Object.keys(shape));
    const message = `has no effect: this chart reads no ${note.names} of that name`;
    return [{ path: [...path, key], message: meant ? `${message}; did you mean "${meant}"?` : message }];
  });
}

/** A type without what is around it, the option of it that a value is of, and what all of them say. */
function plain(type: z.ZodType, value: unknown): { note: KeyNote; inner: z.ZodType } {
  let note: KeyNote = {};
  let inner = type;
  for (;;) {
    note = { ...(inner.meta() as KeyNote | undefined), ...note };
    if ('unwrap' in inner && inner.def.type !== 'array') inner = (inner as z.ZodOptional<z.ZodType>).unwrap();
    else if (inner.def.type === 'union') {
      const options = (inner as z.ZodUnion<z.ZodType[]>).options;
      const fits = options.find(option => option.safeParse(value).success);
      if (!fits) return { note, inner };
      inner = fits;
    } else return { note, inner };
  }
}

/** Nothing, or a map of nothing. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === 'object' && Object.values(value).every(isEmpty);
}
