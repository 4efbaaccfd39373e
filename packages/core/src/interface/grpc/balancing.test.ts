import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { caller, startReplica } from './testing-replicas.ts';

describe('calls to a name with several addresses', () => {
  it('are spread evenly over all of them', async () => {
    const [first, second] = [await startReplica('127.0.0.1'), await startReplica('127.0.0.2')];
    const { both, many } = caller(`ipv4:${first.address},${second.address}`);
    await both();
    assert.deepEqual(await many(20), { '127.0.0.1': 10, '127.0.0.2': 10 });
  });

  it('go to those that are left when one is killed, without an error where they may be repeated', async () => {
    const [first, second] = [await startReplica('127.0.0.1'), await startReplica('127.0.0.2')];
    const { both, many } = caller(`ipv4:${first.address},${second.address}`);
    await both();
    const calls = many(200);
    await first.stop();
    const counts = await calls;
    assert.equal((counts['127.0.0.1'] ?? 0) + counts['127.0.0.2']!, 200);
    assert.deepEqual(await many(10), { '127.0.0.2': 10 });
  });

  it('all succeed, and run once, when connections reach their age, also those that may not be repeated', async () => {
    const age = { maxConnectionAgeSeconds: 0.2 };
    const [first, second] = [
      await startReplica('127.0.0.1', 0, age),
      await startReplica('127.0.0.2', 0, age),
    ];
    const { one } = caller(`ipv4:${first.address},${second.address}`, { idempotent: false });
    const end = Date.now() + 1_500;
    const counts: Record<string, number> = {};
    const callOn = async () => {
      while (Date.now() < end) {
        const by = await one();
        counts[by] = (counts[by] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: 16 }, callOn));
    assert.deepEqual(counts, { '127.0.0.1': first.calls, '127.0.0.2': second.calls });
  });

  it('leave out one that keeps failing', async () => {
    const [first, second] = [await startReplica('127.0.0.1'), await startReplica('127.0.0.2')];
    const { both, many } = caller(`ipv4:${first.address},${second.address}`);
    await both();
    first.fails = true;
    // Who fails is looked for every ten seconds, among those with twenty calls or more since.
    const limit = Date.now() + 30_000;
    let last = await many(50);
    assert.equal(last.FAILED_PRECONDITION, 25);
    while (last.FAILED_PRECONDITION && Date.now() < limit) {
      await pause(250);
      last = await many(50);
    }
    assert.deepEqual(last, { '127.0.0.2': 50 });
  });
});
