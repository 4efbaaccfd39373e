import type { JsonObject, JsonValue } from '@bufbuild/protobuf';
import { isObject } from './fields.ts';
import type { Kind } from './kind.ts';

/**
 * What writing the values would change of a row: column → value, and of columns that are merged only the keys that
 * differ. Statements leave alone what isn't in it, so that a change costs the database what changed, not the whole
 * resource.
 */
export function deltaOf({ merged }: Kind, values: JsonObject, before: JsonObject): JsonObject {
  const delta: JsonObject = {};
  for (const column in values) {
    const value = values[column]!;
    const old = before[column];
    if (isSame(value, old)) continue;
    if (!merged.has(column) || !isObject(value) || !isObject(old)) {
      delta[column] = value;
      continue;
    }
    const changed = Object.entries(value).filter(
      ([key, inner]) => !Object.hasOwn(old, key) || !isSame(inner, old[key]),
    );
    if (changed.length > 0) delta[column] = Object.fromEntries(changed);
  }
  return delta;
}

/** Whether two JSON values are equal; the order of keys is no difference. */
export function isSame(a: JsonValue, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    return a.every((value, i) => isSame(value, b[i]));
  }
  if (Array.isArray(b)) return false;
  let keys = 0;
  for (const key in a) {
    if (!Object.hasOwn(b, key) || !isSame(a[key]!, b[key])) return false;
    keys++;
  }
  return keys === Object.keys(b).length;
}
