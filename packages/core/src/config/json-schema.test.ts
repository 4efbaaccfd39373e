import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { jsonSchema } from './json-schema.ts';
import { configSchema } from './schema.ts';

/** Every schema inside of a JSON Schema, with its path. */
function* schemas(node: unknown, path = ''): Generator<[string, Record<string, unknown>]> {
  if (typeof node !== 'object' || node === null) return;
  const schema = node as Record<string, unknown>;
  yield [path, schema];
  for (const [key, value] of Object.entries((schema.properties as object | undefined) ?? {})) {
    yield* schemas(value, `${path}.${key}`);
  }
  for (const key of ['additionalProperties', 'items']) yield* schemas(schema[key], `${path}.*`);
  for (const value of (schema.anyOf as unknown[] | undefined) ?? []) yield* schemas(value, path);
}

const found = [...schemas(jsonSchema(configSchema))];
const at = (path: string) => found.find(([name]) => name === path)?.[1];

test('maps are closed, nothing is required, and only JSON Schema’s own keywords are there', () => {
  const keywords = new Set([
    ...[
      '$schema',
      'type',
      'properties',
      'additionalProperties',
      'propertyNames',
      'items',
      'minItems',
      'required',
      'anyOf',
      'enum',
      'const',
    ],
    ...['default', 'description', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'pattern'],
  ]);
  for (const [path, schema] of found) {
    assert.deepEqual(
      Object.keys(schema).filter(key => !keywords.has(key)),
      [],
      path,
    );
    // The items of SpaceONE's list are its own.
    if (path.startsWith('.ENDPOINTS.')) continue;
    if (schema.properties) assert.notEqual(schema.additionalProperties, undefined, `${path} is open`);
    assert.equal(schema.required, undefined, path);
  }
  assert.equal(at('')?.additionalProperties, false);
  assert.equal(at('.QUEUES.*')?.additionalProperties, false);
  assert.deepEqual(at('.HANDLERS.event.*')?.additionalProperties, {});
});

test('aliases are keys, with what the key takes', () => {
  const { description, ...database } = at('.DATABASES.*.db') ?? {};
  assert.equal(description, 'The same as database.');
  assert.deepEqual(database, { type: 'string' });
  assert.equal(at('.WORKERS.*.pool')?.maximum, 1000);
});

test('a key without effect says so, and a list may stand for a map', () => {
  assert.match(String(at('.MAX_WORKERS')?.description), /^No effect: /);
  assert.deepEqual(
    (at('.ENDPOINTS')?.anyOf as { type: string }[] | undefined)?.map(({ type }) => type),
    ['object', 'array'],
  );
});

test('a map that isn’t declared strict is closed all the same', () => {
  const schema = jsonSchema(
    z.object({ a: z.object({ b: z.string() }), open: z.looseObject({ c: z.string() }) }),
  );
  const { a, open } = schema.properties as Record<string, { additionalProperties: unknown }>;
  assert.deepEqual([schema.additionalProperties, a?.additionalProperties], [false, false]);
  assert.deepEqual(open?.additionalProperties, {});
});

test('keys that are named as what a schema says about keys stay', () => {
  const schema = jsonSchema(z.strictObject({ secret: z.string(), aliases: z.array(z.string()) }));
  assert.deepEqual(Object.keys(schema.properties ?? {}), ['secret', 'aliases']);
});
