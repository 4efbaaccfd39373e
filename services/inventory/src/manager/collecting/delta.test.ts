import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject, JsonValue } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { cloudServiceKind as kind } from './cloud-service-kind.ts';
import { deltaOf, isSame } from './delta.ts';

describe('what writing a resource changes', () => {
  it('has the columns whose values differ', () => {
    const before = { name: 'a', account: '1', ip_addresses: ['10.0.0.1'], region_code: null };
    const values = { name: 'b', account: '1', ip_addresses: ['10.0.0.2'], region_code: 'here' };
    assert.deepEqual(deltaOf(kind, values, before), {
      name: 'b',
      ip_addresses: ['10.0.0.2'],
      region_code: 'here',
    });
  });

  it('has only the keys that differ of what is merged, and nothing when only others are there', () => {
    const before = {
      data: { os: { name: 'ubuntu' }, size: 1, user: 'set' },
      tags: { aws: { a: '1', b: '2' } },
    };
    assert.deepEqual(deltaOf(kind, { data: { os: { name: 'ubuntu' }, size: 2 } }, before), {
      data: { size: 2 },
    });
    assert.deepEqual(deltaOf(kind, { data: { size: 1 }, tags: { aws: { b: '2', a: '1' } } }, before), {});
    assert.deepEqual(deltaOf(kind, { tags: { aws: { a: '1' } } }, before), { tags: { aws: { a: '1' } } });
  });

  it('replaces a reference whole', () => {
    const before = { reference: { resource_id: 'a', external_link: 'x' } };
    assert.deepEqual(deltaOf(kind, { reference: { resource_id: 'a' } }, before), {
      reference: { resource_id: 'a' },
    });
  });

  it('keeps keys that objects have a meaning for', () => {
    const values = JSON.parse('{"data": {"__proto__": {"a": 1}, "constructor": 2}}') as JsonObject;
    assert.equal(
      JSON.stringify(deltaOf(kind, values, { data: {} })),
      '{"data":{"__proto__":{"a":1},"constructor":2}}',
    );
  });

  it('gives, merged into the row, what the whole resource merged into it gives', () => {
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), fc.dictionary(key, fc.jsonValue()), (data, old) => {
        const { data: delta = {} } = deltaOf(kind, { data: data as JsonObject }, { data: old as JsonObject });
        assert.ok(
          isSame({ ...old, ...(delta as JsonObject) } as JsonObject, { ...old, ...data } as JsonObject),
        );
      }),
    );
  });

  it('compares JSON whatever the order of its keys', () => {
    assert.ok(isSame({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 }));
    const different: [JsonValue, JsonValue][] = [
      [{ a: 1 }, { a: 1, b: 2 }],
      [{ a: 1, b: 2 }, { a: 1 }],
      [{ a: 1 }, { b: 1 }],
      [
        [1, 2],
        [2, 1],
      ],
      [[1], [1, 2]],
      [[], {}],
      [{}, []],
      [null, {}],
      ['1', 1],
    ];
    for (const [a, b] of different) assert.ok(!isSame(a, b), `${JSON.stringify(a)} ${JSON.stringify(b)}`);
  });
});

const key = fc.constantFrom('a', 'b', 'c', 'd');
