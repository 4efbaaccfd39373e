import { z } from 'zod';
import type { KeyMeta } from './introspect.ts';

/** A JSON Schema document. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * What files may hold, as a JSON Schema of draft 2020-12, e.g. for a chart's `values.schema.json` and for editors.
 * Nothing is required, since a file is one layer of several, and aliases are keys of their own.
 */
export function jsonSchema(schema: z.ZodType): JsonSchema {
  return ofFiles(z.toJSONSchema(schema, { io: 'input' }));
}

function ofFiles(given: JsonSchema & KeyMeta): JsonSchema {
  const {
    secret: _s,
    aliases: _a,
    defaultText: _d,
    backend: _b,
    noEffect,
    listOf,
    required: _r,
    ...json
  } = given;
  if (noEffect) json.description = `No effect: ${noEffect}.`;
  if (json.properties) json.properties = withAliases(json.properties as Record<string, JsonSchema & KeyMeta>);
  // A schema that isn't declared strict is checked as strictly.
  if (json.properties) json.additionalProperties ??= false;
  if (typeof json.additionalProperties === 'object')
    json.additionalProperties = ofFiles(json.additionalProperties);
  if (typeof json.items === 'object' && !Array.isArray(json.items))
    json.items = ofFiles(json.items as JsonSchema);
  return listOf ? mapOrList(json, listOf) : json;
}

function withAliases(properties: Record<string, JsonSchema & KeyMeta>): Record<string, JsonSchema> {
  const all: Record<string, JsonSchema> = {};
  for (const [key, property] of Object.entries(properties)) {
    all[key] = ofFiles(property);
    for (const alias of property.aliases ?? [])
      all[alias] = { ...all[key], description: `The same as ${key}.` };
  }
  return all;
}

function mapOrList(json: JsonSchema, list: { key: string; value: string }): JsonSchema {
  const { description, default: defaultValue, ...map } = json;
  const properties = { [list.key]: { type: 'string' }, [list.value]: map.additionalProperties ?? {} };
  const item = { type: 'object', properties, required: [list.key, list.value] };
  return { description, default: defaultValue, anyOf: [map, { type: 'array', items: item }] } as JsonSchema;
}
