import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { create, isMessage } from '@bufbuild/protobuf';
import { TimestampSchema } from '@bufbuild/protobuf/wkt';
import { RegionInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import fc from 'fast-check';
import { decode, encode } from './codec.ts';

/** Anything that a function may answer: JSON's values, and what protobuf's messages have beside them. */
const { value } = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, undefined),
    fc.string(),
    fc.boolean(),
    fc.double(),
    fc.bigInt(),
    fc.date(),
    fc.uint8Array(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', 'constructor')), tie('value'), {
      maxKeys: 3,
    }),
  ),
}));

describe('a cached value', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(value, given => {
        assert.deepStrictEqual(decode(encode(given)), plain(given));
      }),
      { numRuns: 500 },
    );
  });

  it('may be a protobuf message', () => {
    const message = create(RegionInfoSchema, {
      name: 'Seoul',
      tags: { a: [1, null] },
      createdAt: '2026-01-01',
    });
    const back = decode(encode(message));
    assert.ok(isMessage(back, RegionInfoSchema));
    assert.deepStrictEqual(back, message);
    const time = create(TimestampSchema, { seconds: 12345678901n, nanos: 5 });
    assert.deepStrictEqual(decode(encode(time)), time);
  });

  it('is refused when it could not be made again', () => {
    for (const wrong of [() => 1, Symbol('x'), new Map(), new Set(), /x/, new (class Plan {})()])
      assert.throws(() => encode({ inside: [wrong] }), TypeError);
  });
});

/** fast-check's dictionaries may lack a prototype, which isn't kept. */
function plain(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(plain);
  if (typeof given !== 'object' || given === null || given instanceof Date || given instanceof Uint8Array)
    return given;
  return Object.fromEntries(Object.entries(given).map(([key, inner]) => [key, plain(inner)]));
}
