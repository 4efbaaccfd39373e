import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amountOf, quantity } from './quantity.ts';

test('an amount is the number that Kubernetes takes it for', () => {
  const amounts = {
    '2': 2,
    '.5': 0.5,
    '500m': 0.5,
    '1k': 1000,
    '1Gi': 2 ** 30,
    '1e3': 1000,
    '2E': 2e18,
    '1E2': 100,
  };
  for (const [text, amount] of Object.entries(amounts)) {
    assert.equal(amountOf(text), amount, text);
    assert.ok(quantity.safeParse(text).success, text);
  }
  assert.equal(amountOf(3), 3);
});

test('what is no amount is NaN, and refused with what is expected', () => {
  for (const text of ['', 'Gi', '1gi', '1 Gi', '-1', '1.2.3', '1K']) {
    assert.ok(Number.isNaN(amountOf(text)), text);
    assert.match(quantity.safeParse(text).error?.message ?? '', /expected an amount such as/, text);
  }
  assert.equal(quantity.safeParse(-1).success, false);
});
