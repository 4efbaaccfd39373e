import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { merge } from './merge.ts';
import type { Problem } from './problem.ts';
import { fromPlain, nodeAt, type Plain, toPlain } from './tree.ts';

type Map = { [key: string]: Plain };

const isMap = (value: Plain | undefined): value is Map =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const key = fc.constantFrom('a', 'b', 'c', 'd');
const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean());

/** Maps in which a key always has the same kind of value, as a schema makes it, so that layers don't clash. */
const layer = (depth: number): fc.Arbitrary<Map> =>
  fc.record(
    {
      scalar: leaf,
      list: fc.array(leaf, { maxLength: 3 }),
      ...(depth > 0 && {
        map: layer(depth - 1),
        open: fc.dictionary(key, layer(depth - 1), { maxKeys: 3, noNullPrototype: true }),
      }),
    },
    { requiredKeys: [], noNullPrototype: true },
  ) as fc.Arbitrary<Map>;

/** The same with nulls, which take values away. */
const layerWithNulls = (depth: number): fc.Arbitrary<Map> =>
  layer(depth).chain(map =>
    fc
      .subarray(Object.keys(map))
      .map(gone => ({ ...map, ...Object.fromEntries(gone.map(name => [name, null])) })),
  );

/** The rule in its simplest form, over plain data. */
function oracle(lower: Map, upper: Map): Map {
  const result: Map = { ...lower };
  for (const [name, value] of Object.entries(upper)) {
    const below = result[name];
    result[name] = isMap(below) && isMap(value) ? oracle(below, value) : value;
  }
  return result;
}

function withoutNulls(value: Plain): Plain {
  if (!isMap(value)) return value;
  const kept = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(kept.map(([name, item]) => [name, withoutNulls(item)]));
}

const node = (value: Plain, file = 'x') => fromPlain(value, { layer: 'file', file });

function merged(...layers: Plain[]) {
  const problems: Problem[] = [];
  const result = layers.map((value, i) => node(value, `layer${i}`)).reduce((a, b) => merge(a, b, problems));
  return { result, problems };
}

test('merging is what the rule says', () => {
  fc.assert(
    fc.property(layerWithNulls(3), layerWithNulls(3), layerWithNulls(3), (a, b, c) => {
      const { result, problems } = merged(a, b, c);
      assert.deepEqual(problems, []);
      assert.deepEqual(toPlain(result), withoutNulls(oracle(oracle(a, b), c)));
    }),
  );
});

test('without nulls it does not matter which two layers are merged first', () => {
  fc.assert(
    fc.property(layer(3), layer(3), layer(3), (a, b, c) => {
      const problems: Problem[] = [];
      const left = merge(merge(node(a), node(b), problems), node(c), problems);
      const right = merge(node(a), merge(node(b), node(c), problems), problems);
      assert.deepEqual(left, right);
    }),
  );
});

test('a layer over itself, and an empty layer, change nothing', () => {
  fc.assert(
    fc.property(layer(3), a => {
      assert.deepEqual(toPlain(merged(a, a).result), a);
      assert.deepEqual(toPlain(merged(a, {}).result), a);
      assert.deepEqual(toPlain(merged({}, a).result), a);
    }),
  );
});

test('every value comes from the last layer that has it', () => {
  fc.assert(
    fc.property(layer(2), layer(2), (a, b) => {
      const { result } = merged(a, b);
      for (const name of ['scalar', 'list']) {
        const source = nodeAt(result, [name])?.source.file;
        assert.equal(source, name in b ? 'layer1' : name in a ? 'layer0' : undefined);
      }
    }),
  );
});

test('no argument is changed', () => {
  fc.assert(
    fc.property(layerWithNulls(2), layerWithNulls(2), (a, b) => {
      const lower = node(a);
      const upper = node(b);
      merge(lower, upper, []);
      assert.deepEqual(lower, node(a));
      assert.deepEqual(upper, node(b));
    }),
  );
});

test('a map, a list and a scalar clash, and both places are named', () => {
  const kinds: Record<string, Plain> = { map: { x: 1 }, list: [1], scalar: 1 };
  for (const [below, lower] of Object.entries(kinds)) {
    for (const [above, upper] of Object.entries(kinds)) {
      const { result, problems } = merged({ LOG: { k: lower } }, { LOG: { k: upper } });
      if (below === above) {
        assert.deepEqual(problems, []);
        continue;
      }
      assert.deepEqual(problems, [
        {
          code: 'CONFIG_TYPE_CLASH',
          path: 'LOG.k',
          source: { layer: 'file', file: 'layer1' },
          message: `is a ${above} here but a ${below} in layer0`,
          expected: below,
        },
      ]);
      assert.deepEqual(toPlain(result), { LOG: { k: lower } });
    }
  }
});

test('null takes away, and what comes later starts anew', () => {
  assert.deepEqual(toPlain(merged({ a: { x: 1 } }, { a: null }).result), {});
  assert.deepEqual(toPlain(merged({ a: { x: 1 } }, { a: null }, { a: { y: 2 } }).result), { a: { y: 2 } });
  assert.deepEqual(toPlain(merged({ a: { x: 1 } }, { a: null }, { a: [1] }).result), { a: [1] });
});
