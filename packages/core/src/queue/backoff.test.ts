import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoff } from './backoff.ts';

test('waits double up to the longest, less up to half', () => {
  for (let round = 0; round < 200; round++) {
    for (const [failures, full] of [
      [1, 100],
      [2, 200],
      [4, 800],
      [7, 5_000],
      [1_000, 5_000],
    ] as const) {
      const wait = backoff(failures, 100, 5_000);
      assert.ok(wait >= full / 2 && wait <= full, `${failures}: ${wait}`);
    }
  }
});
