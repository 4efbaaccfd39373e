import type { JsonObject, JsonValue } from '@bufbuild/protobuf';
import { Refusal } from './problem.ts';

/**
 * Readers of a plugin's fields. What a plugin left unset arrives as null, or not at all: undefined, either way.
 * @throws Refusal for a value of the wrong type
 */
export function text(resource: JsonObject, key: string): string | undefined {
  const value = resource[key] ?? undefined;
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw wrongType(key, 'text');
  return value;
}

export function requiredText(resource: JsonObject, key: string): string {
  const value = text(resource, key);
  if (value === undefined) throw new Refusal('REQUIRED_PARAMETER', `Required parameter. (key = ${key})`);
  return value;
}

export function number(resource: JsonObject, key: string): number | undefined {
  const value = resource[key] ?? undefined;
  if (value !== undefined && typeof value !== 'number') throw wrongType(key, 'number');
  return value;
}

export function boolean(resource: JsonObject, key: string): boolean | undefined {
  const value = resource[key] ?? undefined;
  if (value !== undefined && typeof value !== 'boolean') throw wrongType(key, 'bool');
  return value;
}

export function texts(resource: JsonObject, key: string): string[] | undefined {
  const value = resource[key] ?? undefined;
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every(element => typeof element === 'string'))
    throw wrongType(key, 'list of text');
  return value as string[];
}

export function list(resource: JsonObject, key: string): JsonValue[] | undefined {
  const value = resource[key] ?? undefined;
  if (value !== undefined && !Array.isArray(value)) throw wrongType(key, 'list');
  return value;
}

/** An object, which may come as JSON text under the key with `json_` in front: so integers are exact. */
export function object(resource: JsonObject, key: string): JsonObject | undefined {
  const json = resource[`json_${key}`] ?? undefined;
  const value =
    json === undefined || json === '' ? (resource[key] ?? undefined) : parsed(`json_${key}`, json);
  if (value === undefined) return undefined;
  if (!isObject(value)) throw wrongType(json === undefined ? key : `json_${key}`, 'dict');
  return value;
}

/** Tags, which older plugins send as a list of `{key, value}`. */
export function tags(resource: JsonObject): JsonObject | undefined {
  const value = resource.tags ?? undefined;
  if (!Array.isArray(value)) return object(resource, 'tags');
  const pairs = value.filter(isObject).filter(({ key }) => typeof key === 'string');
  return Object.fromEntries(pairs.map(pair => [pair.key as string, pair.value ?? null]));
}

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(key: string, json: JsonValue): JsonValue {
  if (typeof json !== 'string') throw wrongType(key, 'JSON text');
  try {
    return JSON.parse(json) as JsonValue;
  } catch {
    throw wrongType(key, 'JSON text');
  }
}

const wrongType = (key: string, type: string) =>
  new Refusal('INVALID_PARAMETER_TYPE', `Parameter type is invalid. (key = ${key}, type = ${type})`);

/** Matches the JSON of text that PostgreSQL can't hold: null characters, and halves of pairs. */
const unstorable = /\\u(0000|d[89ab][0-9a-f]{2}|d[cdef][0-9a-f]{2})/i;

/** A value as PostgreSQL can hold it, and its JSON. */
export function storable(value: JsonObject): { json: string; value: JsonObject } {
  const json = JSON.stringify(value);
  if (!unstorable.test(json)) return { json, value };
  const clean = cleaned(value) as JsonObject;
  return { json: JSON.stringify(clean), value: clean };
}

function cleaned(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
  if (Array.isArray(value)) return value.map(cleaned);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [cleaned(key) as string, cleaned(inner)]),
  );
}
