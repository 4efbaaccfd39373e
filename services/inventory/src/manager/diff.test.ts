import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { differences } from './diff.ts';

describe('differences', () => {
  it('tells what was added and what was changed, key by key down to the third level', () => {
    const before = { name: 'a', data: { cpu: { cores: 1, deep: { x: 1 } }, gone: true } };
    const after = { name: 'b', account: 'me', data: { cpu: { cores: 2, deep: { x: 2 }, new: null } } };
    assert.deepEqual(differences(after, before), [
      { key: 'name', before: 'a', after: 'b', type: 'CHANGED' },
      { key: 'account', before: null, after: 'me', type: 'ADDED' },
      { key: 'data.cpu.cores', before: '1', after: '2', type: 'CHANGED' },
      { key: 'data.cpu.deep', before: '{"x":1}', after: '{"x":2}', type: 'CHANGED' },
    ]);
  });

  it('takes another order for no difference', () => {
    const before = {
      data: { list: [{ a: 1, b: 2 }, 3], object: { deep: { x: 1, y: 2 } } },
      ip_addresses: ['2', '1'],
    };
    const after = {
      ip_addresses: ['1', '2'],
      data: { object: { deep: { y: 2, x: 1 } }, list: [3, { b: 2, a: 1 }] },
    };
    assert.deepEqual(differences(after, before), []);
  });

  it('leaves out fields that nobody watches, and what becomes nothing', () => {
    const before = { state: 'ACTIVE', data: { a: 1 } };
    assert.deepEqual(differences({ state: 'DELETED', provider: 'x', metadata: { a: 1 } }, before), []);
    assert.deepEqual(differences({ data: { a: null } }, before), [
      { key: 'data.a', before: '1', after: null, type: 'CHANGED' },
    ]);
  });

  it('has every field of a new one', () => {
    const reference = { resource_id: 'i-1' };
    assert.deepEqual(
      differences({ name: 'a', reference, tags: { p: { k: 'v' } }, data: { empty: {} } }, undefined).map(
        ({ key }) => key,
      ),
      ['name', 'reference.resource_id', 'tags.p.k'],
    );
  });
});
