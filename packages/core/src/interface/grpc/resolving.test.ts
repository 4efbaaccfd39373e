import './testing-resolver.ts';
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { startNameServer } from './testing-dns.ts';
import { caller, startReplica } from './testing-replicas.ts';

describe('a name whose addresses change', () => {
  it('is looked up again when a server goes away', async () => {
    const first = await startReplica('127.0.0.1');
    const second = await startReplica('127.0.0.2', first.port);
    const names = await startNameServer(['127.0.0.1']);
    after(() => names.stop());
    const { one, many } = caller(`dns://${names.address}/inventory.test:${first.port}`);
    assert.deepEqual(await many(5), { '127.0.0.1': 5 });
    assert.deepEqual(new Set(names.asked), new Set(['A', 'AAAA']));
    names.addresses = ['127.0.0.2'];
    await first.stop();
    // Names are looked up every five seconds at most; meanwhile calls are repeated, and then fail.
    const limit = Date.now() + 20_000;
    let by = await one();
    while (by !== '127.0.0.2' && Date.now() < limit) {
      assert.equal(by, 'GRPC_CONNECTION');
      by = await one();
    }
    assert.deepEqual(await many(5), { '127.0.0.2': 5 });
    assert.equal(second.calls, 6);
    assert.ok(names.asked.length <= 8, `asked ${names.asked}`);
  });

  it('is looked up again when connections have reached their age, and no call fails of it', async () => {
    const age = { maxConnectionAgeSeconds: 1 };
    const first = await startReplica('127.0.0.1', 0, age);
    const second = await startReplica('127.0.0.2', first.port, age);
    const names = await startNameServer(['127.0.0.1']);
    after(() => names.stop());
    const { one } = caller(`dns://${names.address}/inventory.test:${first.port}`);
    assert.equal(await one(), '127.0.0.1');
    names.addresses = ['127.0.0.1', '127.0.0.2'];
    const limit = Date.now() + 20_000;
    const seen = new Set<string>();
    let calls = 0;
    while (second.calls < 100 && Date.now() < limit) {
      for (const by of await Promise.all(Array.from({ length: 4 }, one))) seen.add(by);
      calls += 4;
    }
    assert.deepEqual(seen, new Set(['127.0.0.1', '127.0.0.2']), `of ${calls} calls`);
  });
});
