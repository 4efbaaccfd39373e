import type { JsonObject } from '@bufbuild/protobuf';
import { errors } from '@hawser/core';
import { Ajv, type ValidateFunction } from 'ajv';
import { LRUCache } from 'lru-cache';

/** Formats are hints for forms (`password`, `generate_id`), so they aren't checked; unknown keywords (`order`) pass. */
const options = { strict: false, validateFormats: false, addUsedSchema: false, logger: false } as const;

const compiled = new LRUCache<string, ValidateFunction>({ max: 500 });

/** @throws INVALID_PARAMETER when data doesn't fit a JSON Schema, naming the first place where it doesn't */
export function checkData(schema: JsonObject, data: JsonObject, key: string): void {
  const validate = compile(schema, key);
  if (validate(data)) return;
  const [first] = validate.errors ?? [];
  const place = first?.instancePath ? `${first.instancePath.slice(1).replaceAll('/', '.')} ` : '';
  throw errors.invalid(key, `${place}${first?.message ?? 'it does not fit its schema'}`);
}

/** @throws INVALID_PARAMETER for what is no JSON Schema */
export function checkSchema(schema: JsonObject, key: string): void {
  compile(schema, key);
}

function compile(schema: JsonObject, key: string): ValidateFunction {
  const text = JSON.stringify(schema);
  const known = compiled.get(text);
  if (known) return known;
  try {
    const made = new Ajv(options).compile(schema);
    compiled.set(text, made);
    return made;
  } catch (thrown) {
    throw errors.invalid(key, `it is no JSON Schema: ${(thrown as Error).message}`);
  }
}
