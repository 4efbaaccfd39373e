import { queryErrors } from './errors.ts';
import { limits } from './limits.ts';

/** Whether a part of a key is an array's index. */
export const isIndex = (part: string) => /^(0|[1-9]\d{0,8})$/.test(part);

/**
 * Splits a dotted key.
 *
 * @param at path of the key in the query, for errors
 */
export function parseKey(key: string, at: string): string[] {
  if (key.length > limits.key) throw queryErrors.invalid(at, `at most ${limits.key} characters are allowed`);
  const parts = key.split('.');
  if (parts.length > limits.depth)
    throw queryErrors.invalid(at, `at most ${limits.depth} levels are allowed`);
  for (const part of parts) {
    if (part === '' || part === '__proto__' || part.includes('\0')) throw queryErrors.unknownKey(at, key);
  }
  return parts;
}

/**
 * A jsonpath to `parts` below `root`, to be sent as a parameter. In lax mode, which is the default, a field of an array
 * is that field of each of its elements, one level deep: what a dotted key means in MongoDB.
 */
export const jsonPath = (parts: readonly string[], root = '$') =>
  root + parts.map(part => `.${JSON.stringify(part.toWellFormed())}`).join('');

/** Like {@link jsonPath}, with a list at the end of the path replaced by its elements. */
export const elementPath = (parts: readonly string[]) => `${jsonPath(parts)}[*]`;

/** A jsonpath predicate: a value at `parts`, or an element of a list there, fulfils `test`, which calls it `@`. */
export const anyIs = (parts: readonly string[], test: string) => `exists(${jsonPath(parts)} ? (${test}))`;

const isNull = '@ == null && @.type() == "null"';

/**
 * A jsonpath predicate: at `parts` there is null or nothing. Within an array it is enough that one element, if it is an
 * object, has null or nothing there; elements that aren't objects don't count (as in MongoDB).
 */
export function nullOrMissing(parts: readonly string[], node = '$'): string {
  const [first, ...rest] = parts;
  if (first === undefined) return `exists(${node} ? (${isNull}))`;
  const field = `@.${JSON.stringify(first.toWellFormed())}`;
  return (
    `((${node}.type() != "object" && ${node}.type() != "array") || ` +
    `exists(${node} ? (@.type() == "object" && (!exists(${field}) || ${nullOrMissing(rest, field)}))))`
  );
}
