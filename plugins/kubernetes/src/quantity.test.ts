import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { quantity, resources, sumOfResources } from './quantity.ts';

describe('quantities', () => {
  for (const [text, value] of [
    ['250m', 0.25],
    ['2', 2],
    ['0.1', 0.1],
    ['1500m', 1.5],
    ['100n', 1e-7],
    ['1Ki', 1024],
    ['16Gi', 17_179_869_184],
    ['5G', 5_000_000_000],
    ['1e3', 1000],
    ['12E', 12e18],
    ['-1', -1],
    [4, 4],
  ] as const) {
    it(`reads ${text}`, () => assert.equal(quantity(text), value));
  }

  for (const text of ['', 'Gi', '1Gib', '1.2.3', 'one', undefined, null, {}]) {
    it(`takes ${JSON.stringify(text)} for none`, () => assert.equal(quantity(text), undefined));
  }

  it('adds those of several containers up', () => {
    const lists = [{ cpu: '100m', memory: '64Mi' }, undefined, { cpu: '200m' }];
    assert.deepEqual(sumOfResources(lists), { cpu_cores: 0.3, memory_bytes: 67_108_864 });
    assert.deepEqual(resources({ cpu: '1' }), { cpu_cores: 1, memory_bytes: undefined });
    assert.equal(resources({}), undefined);
  });
});
