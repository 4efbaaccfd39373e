/** Reading of what isn't typed: a wrong type reads as nothing, because the schema check reports it. */

export type Fields = Record<string, unknown>;

/** The value when it is a map, else an empty one. */
export const mapOf = (value: unknown): Fields => (isMap(value) ? value : {});

export const isMap = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The maps of a list with their index. */
export const mapsOf = (value: unknown): [number, Fields][] =>
  Array.isArray(value)
    ? [...value.entries()].filter((entry): entry is [number, Fields] => isMap(entry[1]))
    : [];

export const stringOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** The texts of a list. */
export const stringsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];

/** The value at a path of map keys. */
export function at(value: unknown, ...keys: string[]): unknown {
  let here = value;
  for (const key of keys) here = mapOf(here)[key];
  return here;
}
