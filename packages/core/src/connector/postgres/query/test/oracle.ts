import type { Condition } from '../operators.ts';
import type { ListQuery } from '../query.ts';
import { isObject, isScalar, type Json, parseTime } from '../value.ts';

/**
 * What queries mean, told once more in the plainest way: by looking at documents in memory one after the other. It
 * follows MongoDB, except that parts of a key up to the last index among them lead to one place only.
 */

/** A document; a field that isn't there is a column that is NULL. */
export type Document = { [field: string]: Json };

export const missing = Symbol('missing');
export type Found = Json | typeof missing;

const isIndex = (part: string) => /^\d+$/.test(part);

/** Follows a path without looking for fields in the elements of lists. */
export function exactly(value: Found, parts: readonly string[]): Found {
  let found = value;
  for (const part of parts) {
    if (Array.isArray(found) && isIndex(part))
      found = found[Number(part)] ?? (Number(part) in found ? null : missing);
    else if (isObject(found as Json) && Object.hasOwn(found as Document, part))
      found = (found as Document)[part]!;
    else return missing;
  }
  return found;
}

/** Where a key begins: the value before the parts that may lead through lists, and these. */
export function start(document: Document, key: string): [Found, string[]] {
  const [column, ...parts] = key.split('.');
  const value = Object.hasOwn(document, column!) ? document[column!]! : missing;
  const last = parts.findLastIndex(isIndex);
  return [exactly(value, parts.slice(0, last + 1)), parts.slice(last + 1)];
}

/** All values at a path, looking for fields in the elements of lists. */
export function reach(value: Found, parts: readonly string[]): Found[] {
  const [part, ...rest] = parts;
  if (part === undefined || value === missing) return [value];
  const step = (object: Document) => reach(Object.hasOwn(object, part) ? object[part]! : missing, rest);
  if (Array.isArray(value)) return value.filter(isObject).flatMap(step);
  return isObject(value) ? step(value) : [missing];
}

/** The values that a condition on a key is about: a list's elements, and other values themselves. */
function candidates(document: Document, key: string): Found[] {
  const [value, parts] = start(document, key);
  return reach(value, parts).flatMap((found): Found[] => (Array.isArray(found) ? found : [found]));
}

function isPresent(document: Document, key: string): boolean {
  const [value, parts] = start(document, key);
  return reach(value, parts).some(found => found !== missing);
}

export function same(one: Found, other: Found): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((element, i) => same(element, other[i]!));
  }
  if (one === missing || other === missing || isScalar(one) || isScalar(other)) return one === other;
  if (Array.isArray(one) || Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every(key => Object.hasOwn(other, key) && same(one[key]!, other[key]!))
  );
}

const equals = (document: Document, key: string, value: Json) =>
  candidates(document, key).some(found => (value === null && found === missing) || same(found, value));

/** The order of two texts by code points, or of two other values of a type. */
export const byValue = (one: Json, other: Json): number =>
  typeof one === 'string' && typeof other === 'string'
    ? Buffer.compare(Buffer.from(one), Buffer.from(other))
    : Number(one) - Number(other);

function compares(document: Document, key: string, comparison: string, value: Json): boolean {
  const holds = (order: number) =>
    comparison === 'lt'
      ? order < 0
      : comparison === 'lte'
        ? order <= 0
        : comparison === 'gt'
          ? order > 0
          : order >= 0;
  if (value === null) return comparison.endsWith('e') && equals(document, key, null);
  return candidates(document, key).some(
    found => typeof found === typeof value && holds(byValue(found as Json, value)),
  );
}

function textual(document: Document, key: string, holds: (text: string) => boolean): boolean {
  return candidates(document, key).some(found => typeof found === 'string' && holds(found));
}

const contains = (document: Document, key: string, values: readonly Json[]) =>
  textual(document, key, text =>
    values.some(value => text.toLowerCase().includes(String(value).toLowerCase())),
  );

/** Whether a document fulfils a condition. */
export function matches(document: Document, { key, operator, value }: Condition): boolean {
  const list = Array.isArray(value) ? value : [value];
  switch (operator) {
    case 'eq':
    case 'in':
      return list.some(element => equals(document, key, element));
    case 'not':
    case 'not_in':
      return !list.some(element => equals(document, key, element));
    case 'contain':
    case 'contain_in':
      return contains(document, key, list);
    case 'not_contain':
    case 'not_contain_in':
      return !contains(document, key, list);
    case 'regex':
    case 'regex_in':
      return textual(document, key, text =>
        list.some(pattern => new RegExp(String(pattern), 'i').test(text)),
      );
    case 'exists':
      return isPresent(document, key) === value;
    case 'match': {
      const [found, parts] = start(document, key);
      const elements = reach(found, parts).flatMap(each => (Array.isArray(each) ? each : []));
      const wanted = Object.entries(value as Document);
      return elements.some(
        element =>
          isObject(element) && wanted.every(([name, one]) => equals({ e: element }, `e.${name}`, one)),
      );
    }
    default: {
      const [kind, comparison] = operator.split('_');
      if (comparison === undefined) return compares(document, key, kind!, value);
      const times: Json[] = candidates(document, key).map(found =>
        typeof found === 'string' && found.length >= 10 ? (parseTime(found)?.getTime() ?? null) : null,
      );
      return compares({ times }, 'times', comparison, parseTime(String(value))!.getTime());
    }
  }
}

/** Whether a document is let in by `filter`, `filter_or` and a keyword for the keys `keyword`. */
export function isWanted(document: Document, query: ListQuery, keyword: readonly string[]): boolean {
  const words = query.keyword.split(' ').filter(Boolean);
  const either = [
    ...query.filterOr.map(condition => () => matches(document, condition)),
    ...(words.length === 0 ? [] : keyword.map(key => () => contains(document, key, words))),
  ];
  return (
    query.filter.every(condition => matches(document, condition)) &&
    (either.length === 0 || either.some(holds => holds()))
  );
}

const typeOrder = ['null', 'number', 'string', 'object', 'array', 'boolean'];

export const typeRank = (value: Found) =>
  typeOrder.indexOf(
    value === missing || value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value,
  );

/** The order of two values; undefined for two objects or two lists, whose order is nobody's business. */
export function order(one: Found, other: Found): number | undefined {
  const ranks = typeRank(one) - typeRank(other);
  if (ranks !== 0) return ranks;
  if (one === missing || other === missing || one === null || other === null) return 0;
  return typeof one === 'object' ? undefined : byValue(one, other);
}

/** The value that a document is sorted by. */
export function sortValue(document: Document, key: string, desc: boolean): Found {
  const found = candidates(document, key).filter(value => value !== missing);
  return found.reduce<Found>((best, value) => {
    if (best === missing) return value;
    const difference = order(value, best) ?? 0;
    return (desc ? difference > 0 : difference < 0) ? value : best;
  }, missing);
}

/** The part of a document that a dotted path names, with the objects and lists around it. */
export function part(value: Json, parts: readonly string[]): Json | undefined {
  if (!reach(value, parts).some(found => found !== missing)) return;
  const [name, ...rest] = parts;
  if (name === undefined) return value;
  if (Array.isArray(value)) return value.filter(isObject).map(element => part(element, parts) ?? {});
  return { [name]: part((value as Document)[name]!, rest)! };
}
