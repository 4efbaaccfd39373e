import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatPath, parsePath } from './path.ts';

test('what is written is read back', () => {
  const step = fc.oneof(
    fc.string(),
    fc.constantFrom('a', 'inventory.Collector', '', 'x y', '__proto__'),
    fc.nat(),
  );
  fc.assert(fc.property(fc.array(step), path => assert.deepEqual(parsePath(formatPath(path)), path)));
});

test('keys that aren’t plain words are quoted', () => {
  assert.equal(formatPath(['HANDLERS', 'event', 0, 'backend']), 'HANDLERS.event[0].backend');
  assert.equal(formatPath(['replica', 'inventory.Collector']), 'replica["inventory.Collector"]');
});

test('text that isn’t a path is one key', () => {
  for (const text of ['a..b', 'a[', 'a b', 'a["b]']) assert.deepEqual(parsePath(text), [text]);
});
