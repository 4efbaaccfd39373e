import { isMap, type Values } from './known.ts';

/** JSON Schema of the types that a chart's values.yaml has, for Helm. Any key may be null, and further ones pass. */
export function typesOf(values: Values): Readonly<Record<string, unknown>> {
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...typeOf(values) };
}

function typeOf(value: unknown): Readonly<Record<string, unknown>> {
  if (Array.isArray(value)) return { type: ['array', 'null'] };
  if (isMap(value)) {
    const properties = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, typeOf(child)]));
    return { type: ['object', 'null'], ...(Object.keys(properties).length > 0 ? { properties } : {}) };
  }
  return { type: [typeof value, 'null'] };
}
