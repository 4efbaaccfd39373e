import type { JsonObject, JsonValue } from '@bufbuild/protobuf';

/** One field that changed: its dotted path and its value before and after, as text. */
export interface Difference {
  key: string;
  before: string | null;
  after: string | null;
  /** ADDED where there was nothing before. */
  type: 'ADDED' | 'CHANGED';
}

/** The fields of a cloud service whose changes are kept, in the order that they are listed. */
const watched = [
  'name',
  'ip_addresses',
  'account',
  'instance_type',
  'instance_size',
  'reference',
  'region_code',
  'project_id',
  'data',
  'tags',
] as const;

/** Objects are compared key by key down to this level; below it, whole. */
const maxDepth = 3;

/**
 * What a write changes of a cloud service. Only fields that are written count, and within an object only the keys that
 * are: what is left out stays.
 *
 * @param before the row as it was; undefined for a new one
 */
export function differences(after: JsonObject, before: JsonObject | undefined): Difference[] {
  const found: Difference[] = [];
  for (const key of watched) {
    const value = after[key];
    if (value !== undefined && value !== null) compare(key, value, before?.[key], 1, found);
  }
  return found;
}

function compare(
  key: string,
  after: JsonValue,
  before: JsonValue | undefined,
  depth: number,
  found: Difference[],
): void {
  if (depth < maxDepth && isObject(after)) {
    const old = isObject(before) ? before : undefined;
    for (const name in after) compare(`${key}.${name}`, after[name]!, old?.[name], depth + 1, found);
    return;
  }
  if (before === undefined || before === null) {
    if (after !== null) found.push({ key, before: null, after: textOf(after), type: 'ADDED' });
    return;
  }
  if (before === after) return;
  const [old, now] = [textOf(before), textOf(after)];
  if (old !== now) found.push({ key, before: old, after: now, type: 'CHANGED' });
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Scalars as they are; lists and objects as JSON whose keys, and elements, are in one order. */
function textOf(value: JsonValue): string | null {
  if (value === null) return null;
  return typeof value === 'object' ? JSON.stringify(ordered(value)) : String(value);
}

/** As a collector may list the same things in another order each time, order is no difference. */
function ordered(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    const elements = value.map(ordered);
    const texts = new Map(elements.map(element => [element, JSON.stringify(element)]));
    return elements.sort((a, b) => (texts.get(a)! < texts.get(b)! ? -1 : 1));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(name => [name, ordered(value[name]!)]),
  );
}
