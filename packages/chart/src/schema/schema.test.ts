import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { everything } from '../library/everything.ts';
import { backendValues, type ValuesKind, valuesByKind } from '../values/index.ts';
import { helmSchema, knownTemplates, strictSchema, umbrellaSchema, valueRows, valuesTable } from './index.ts';
import { isMap, type SchemaNode, schemaNode } from './node.ts';

const kinds = Object.keys(valuesByKind) as ValuesKind[];

test('the library’s tree of known keys is made from the schema as it is now', () => {
  const file = join(import.meta.dirname, '../../library/templates/check/_known.tpl');
  assert.equal(readFileSync(file, 'utf8'), knownTemplates(), 'run packages/chart/src/schema/write-known.ts');
});

test('every key has a description, and nothing is required', () => {
  for (const kind of kinds)
    for (const { key, description } of valueRows(kind)) assert.notEqual(description, '', `${kind}: ${key}`);
  assert.deepEqual(backendValues.parse({}), {});
});

test('the fixture of the tests has every key of a backend that a test can take away', () => {
  assert.deepEqual(backendValues.safeParse(everything).error?.issues ?? [], []);
  assert.deepEqual(
    Object.keys(backendValues.shape).filter(key => !(key in everything)),
    [],
  );
});

test('Helm’s schema takes unknown keys and null, the strict one no unknown key', () => {
  for (const kind of kinds) {
    const closed = JSON.stringify(strictSchema(kind)).includes('"additionalProperties":false');
    assert.deepEqual(
      [closed, JSON.stringify(helmSchema(kind)).includes('"additionalProperties":false')],
      [true, false],
    );
  }
  const { properties } = helmSchema('backend') as { properties: Record<string, SchemaNode> };
  assert.deepEqual(properties['replicas'], { type: ['integer', 'null'], minimum: 0, maximum: 2_147_483_647 });
  assert.deepEqual(properties['imagePullPolicy'], { enum: ['Always', 'IfNotPresent', 'Never', null] });
});

test('an umbrella’s schema has what its charts share once', () => {
  const one = JSON.stringify(umbrellaSchema({ a: 'backend' })).length;
  const many = JSON.stringify(
    umbrellaSchema(Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`s${i}`, 'backend']))),
  ).length;
  assert.ok(many < one + 24 * 100, `${one} and ${many} characters`);
});

test('the table names every key once, those of servers together', () => {
  const keys = valueRows('backend').map(({ key }) => key);
  assert.deepEqual(keys.length, new Set(keys).size);
  assert.ok(keys.includes('servers.<grpc, rest, scheduler, worker>.autoscaling.keda.queues[].channel'));
  assert.ok(keys.includes('jobs.<name>.schedule'));
  const count = (node: SchemaNode): number =>
    isMap(node) ? Object.values(node.properties).reduce((sum, child) => sum + 1 + count(child), 0) : 0;
  assert.ok(count(schemaNode(backendValues)) > keys.length);
});

test('the table’s defaults are the chart’s own where it has them', () => {
  const table = valuesTable('backend', { grpc: false, image: { name: 'a/b' } });
  assert.match(table, /^\| `grpc` \| true or false \| `false` \| Run the gRPC server\. \|$/m);
  assert.match(table, /^\| `image\.name` \| text \| `"a\/b"` \|/m);
  assert.match(table, /^\| `image\.version` \| text or number \|/m);
});
