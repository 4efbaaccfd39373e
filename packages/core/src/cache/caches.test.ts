import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CacheStore, registerCacheStore } from './index.ts';
import { cachedIn, counter } from './testing.ts';

describe('caches', () => {
  it('holds values as long as told, by the function, the cache or the default', async t => {
    let now = 0;
    t.mock.method(performance, 'now', () => now);
    const own = cachedIn(counter(), { ttl: 10 }).f;
    const cache = cachedIn(counter(), {}, { default: { ttl: 20 } }).f;
    const standard = cachedIn(counter()).f;
    const at = async (second: number) => {
      now = second * 1000;
      return [await own(), await cache(), await standard()];
    };
    assert.deepEqual(await at(1), [1, 1, 1]);
    assert.deepEqual(await at(10), [1, 1, 1]);
    assert.deepEqual(await at(12), [2, 1, 1]);
    assert.deepEqual(await at(25), [3, 2, 1]);
    assert.deepEqual(await at(310), [4, 3, 2]);
  });

  it('keeps no more than the cache may', async () => {
    const { f } = cachedIn(counter(), { cache: 'small' }, { small: { maxSize: 2 } });
    for (const arg of ['a', 'b', 'c']) await f(arg);
    assert.equal(await f('a'), 4);
    assert.equal(await f('c'), 3);
  });

  it('goes on without a cache that fails, and says so in the log', async () => {
    const away = () => Promise.reject(new Error('away'));
    const broken: CacheStore = { get: away, set: away, delete: away, deletePrefix: away };
    registerCacheStore(() => broken, 'broken');
    const { f, log } = cachedIn(counter(), {}, { default: { backend: 'broken' } });
    assert.deepEqual([await f(), await f()], [1, 2]);
    await f.forget();
    assert.equal(log.texts.length, 5);
  });

  it("works with a store elsewhere, under SpaceONE's name of its backend", async () => {
    const entries = new Map<string, string>();
    let closed = false;
    const elsewhere: CacheStore = {
      get: async key => (entries.has(key) ? JSON.parse(entries.get(key)!) : undefined),
      set: async (key, value) => void entries.set(key, JSON.stringify(value)),
      delete: async key => void entries.delete(key),
      deletePrefix: async prefix => {
        for (const key of entries.keys()) if (key.startsWith(prefix)) entries.delete(key);
      },
      close: () => {
        closed = true;
      },
    };
    const CACHES = { default: { backend: 'spaceone.core.cache.redis_cache.RedisCache' } };
    assert.throws(() => cachedIn(counter(), {}, CACHES), /isn't one of local/);
    registerCacheStore(() => elsewhere, 'redis');
    const { f, application } = cachedIn(counter(), {}, CACHES);
    assert.deepEqual([await f('x'), await f('x')], [1, 1]);
    assert.deepEqual(
      [...entries.keys()].map(key => key.split('|')[0]),
      ['inventory.Plans.plan'],
    );
    await f.forget('x');
    assert.equal(await f('x'), 2);
    await application.stop(0);
    assert.ok(closed);
  });
});
