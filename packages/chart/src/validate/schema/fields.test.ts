import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubernetesObject } from '../problem.ts';
import { isMap } from '../read.ts';
import { exampleRelease } from '../testing.ts';
import { validateObjects } from './schema.ts';

/** Maps whose keys are the author's. */
const FREE = new Set(['labels', 'annotations', 'matchLabels', 'data', 'stringData', 'requests', 'limits']);

/** Every map in a value whose keys are the schema's, with its path; a Service's selector has the author's, too. */
function* closedMaps(
  value: unknown,
  path = '',
  key = '',
): Generator<[path: string, map: Record<string, unknown>]> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* closedMaps(item, `${path}[${index}]`);
  } else if (isMap(value) && !FREE.has(key) && !(key === 'selector' && 'app' in value)) {
    yield [path, value];
    for (const [name, field] of Object.entries(value)) {
      yield* closedMaps(field, path === '' ? name : `${path}.${name}`, name);
    }
  }
}

for (const name of Object.keys(exampleRelease()) as (keyof ReturnType<typeof exampleRelease>)[]) {
  test(`an unknown field is found in each map of the example's ${name}`, async () => {
    const paths = [...closedMaps(exampleRelease()[name])].map(([path]) => path);
    assert.ok(paths.length > 0);
    for (const path of paths) {
      const object: KubernetesObject = exampleRelease()[name];
      const [, map] = [...closedMaps(object)].find(([other]) => other === path)!;
      map['ofNobody'] = { any: 'thing' };
      const found = (await validateObjects([object])).map(problem => `${problem.path}: ${problem.message}`);
      assert.equal(found.length, 1, `${path}: ${found.join('\n')}`);
      assert.match(found[0]!, /unknown field/);
      assert.ok(found[0]!.startsWith(path === '' ? 'ofNobody' : `${path}.ofNobody`), found[0]!);
    }
  });
}
