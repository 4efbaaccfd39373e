import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { batches } from './batches.ts';

async function* numbers(to: number) {
  for (let i = 1; i <= to; i++) yield i;
}

/** All batches, and what ended them. */
async function all<T>(source: AsyncIterable<T>, size: number, waitMs = 60_000) {
  const got: T[][] = [];
  try {
    for await (const batch of batches(source, size, waitMs)) got.push(batch);
  } catch (thrown) {
    return { got, thrown };
  }
  return { got };
}

describe('batches', () => {
  it('are full but for the last', async () => {
    assert.deepEqual(await all(numbers(7), 3), { got: [[1, 2, 3], [4, 5, 6], [7]] });
    assert.deepEqual(await all(numbers(6), 3), {
      got: [
        [1, 2, 3],
        [4, 5, 6],
      ],
    });
    assert.deepEqual(await all(numbers(0), 3), { got: [] });
  });

  it('come after a while when the source is slow', async () => {
    const release = Promise.withResolvers<void>();
    async function* slow() {
      yield 1;
      yield 2;
      await release.promise;
      yield 3;
    }
    const iterator = batches(slow(), 100, 5);
    assert.deepEqual((await iterator.next()).value, [1, 2]);
    release.resolve();
    assert.deepEqual((await iterator.next()).value, [3]);
    assert.equal((await iterator.next()).done, true);
  });

  it('have what came before the source broke', async () => {
    const broken = new Error('broken');
    async function* source() {
      yield* numbers(4);
      throw broken;
    }
    assert.deepEqual(await all(source(), 3), { got: [[1, 2, 3], [4]], thrown: broken });
  });

  it('pull no more than they are asked for, and tell the source when nobody wants more', async () => {
    let pulled = 0;
    let ended = false;
    async function* source() {
      try {
        for (;;) yield ++pulled;
      } finally {
        ended = true;
      }
    }
    for await (const batch of batches(source(), 10, 60_000)) {
      assert.equal(batch.length, 10);
      if (pulled >= 30) break;
    }
    assert.deepEqual([pulled, ended], [30, true]);
  });
});
