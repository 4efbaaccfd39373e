import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Application } from '../application.ts';
import type { Log } from '../log.ts';
import { Manager } from '../manager/manager.ts';
import { defineService } from '../manifest/index.ts';
import { Service } from '../service/index.ts';
import { type Scope, Transaction } from '../transaction/index.ts';
import { type Cached, type CacheOptions, type CacheStore, registerCacheStore } from './index.ts';

class Warnings implements Log {
  readonly texts: string[] = [];
  warn(_: object, text = ''): void {
    this.texts.push(text);
  }
  debug(): void {}
  info(): void {}
  error(): void {}
}

class RegionService extends Service(Region) {
  list() {
    return {};
  }
}

const manifest = defineService({
  name: 'inventory',
  version: '1.0.0',
  summary: 'A test',
  services: [RegionService],
  servers: ['grpc'],
});

/** A manager with one cached function, in an application of its own. */
function cachedIn<A extends unknown[], R>(
  load: (...args: A) => R | Promise<R>,
  options: CacheOptions = {},
  CACHES: Record<string, { backend?: string; maxSize?: number; ttl?: number }> = {},
): { f: Cached<A, R>; log: Warnings; application: Application } {
  class Plans extends Manager {
    plan = this.cached('plan', load, options);
  }
  const log = new Warnings();
  const application = new Application(manifest, { config: { CACHES }, log });
  return { f: application.component(Plans).plan, log, application };
}

/** Runs in a transaction with a scope; `cancel` is what the caller's leaving does. */
function within<T>(scope: Scope, work: (transaction: Transaction) => T): T {
  const transaction = new Transaction(
    { path: '/a.B/c', deadlineMs: 60_000 },
    { transport: 'local', header: () => undefined, deadline: Infinity, onCancel: () => {} },
  );
  transaction.scope = scope;
  return transaction.run(() => work(transaction), undefined, undefined);
}

const counter = () => {
  let calls = 0;
  return async (..._: unknown[]) => ++calls;
};

describe('cached', () => {
  it('loads once for the same arguments', async () => {
    const { f } = cachedIn(counter());
    assert.deepEqual([await f('a'), await f('a'), await f('b'), await f('a')], [1, 1, 2, 1]);
  });

  it('tells arguments apart that look alike', async () => {
    const { f } = cachedIn(counter());
    const alike = [
      ['1'],
      [1],
      [1n],
      [null],
      [undefined],
      [],
      [''],
      ['a', 'b'],
      ['a,b'],
      [['a', 'b']],
      [{ a: 1 }],
      ['|', '|'],
      ['||'],
    ];
    const answers: number[] = [];
    for (const args of alike) answers.push(await f(...args));
    assert.equal(new Set(answers).size, alike.length);
    assert.throws(() => f(new Map()), TypeError);
  });

  it('shares one run among those who ask at once', async () => {
    const waiting = Promise.withResolvers<string>();
    let calls = 0;
    const { f } = cachedIn(() => {
      calls++;
      return waiting.promise;
    });
    const answers = Promise.all([f(), f(), f()]);
    waiting.resolve('x');
    assert.deepEqual([await answers, calls], [['x', 'x', 'x'], 1]);
  });

  it('keeps tenants, workspaces, projects and users apart', async () => {
    const { f } = cachedIn(counter());
    const scopes: Scope[] = [
      {},
      { domainId: 'd1' },
      { domainId: 'd2' },
      { domainId: 'd1', workspaceId: 'w1' },
      { domainId: 'd1', workspaceId: 'w2' },
      { domainId: 'd1', workspaceId: 'w1', projects: [] },
      { domainId: 'd1', workspaceId: 'w1', projects: ['p1'] },
      { domainId: 'd1', userId: 'w1' },
    ];
    const answers: number[] = [];
    for (const scope of scopes) answers.push(await within(scope, () => f('a')));
    assert.deepEqual(answers, [1, 2, 3, 4, 5, 6, 7, 8]);
    for (const [i, scope] of scopes.entries()) assert.equal(await within(scope, () => f('a')), i + 1);
  });

  it('shares by domain or with all when told so', async () => {
    const domain = cachedIn(counter(), { sharedBy: 'domain' }).f;
    assert.equal(await within({ domainId: 'd1', workspaceId: 'w1' }, () => domain()), 1);
    assert.equal(await within({ domainId: 'd1', userId: 'u1' }, () => domain()), 1);
    assert.equal(await within({ domainId: 'd2' }, () => domain()), 2);
    const platform = cachedIn(counter(), { sharedBy: 'platform' }).f;
    assert.equal(await within({ domainId: 'd1' }, () => platform()), 1);
    assert.equal(await within({ domainId: 'd2' }, () => platform()), 1);
  });

  it('forgets the arguments for all who share the domain, and no others', async () => {
    for (const sharedBy of ['scope', 'domain'] as const) {
      const { f } = cachedIn(counter(), { sharedBy });
      const ask = (domainId: string, args: string[], workspaceId?: string) =>
        within({ domainId, workspaceId }, () => f(...args));
      const before = [await ask('d1', ['a'], 'w1'), await ask('d1', ['ab']), await ask('d2', ['a'])];
      await within({ domainId: 'd1' }, () => f.forget('a'));
      const after = [await ask('d1', ['a'], 'w1'), await ask('d1', ['ab']), await ask('d2', ['a'])];
      assert.deepEqual(
        [before, after],
        [
          [1, 2, 3],
          [4, 2, 3],
        ],
        sharedBy,
      );
      await f.forgetAll();
      assert.equal(await ask('d2', ['a']), 5);
    }
  });

  it('does not keep what was being loaded when it was forgotten', async () => {
    const first = Promise.withResolvers<string>();
    const answers = [first.promise, Promise.resolve('new')];
    const { f } = cachedIn(() => answers.shift()!);
    const old = f();
    await f.forget();
    assert.equal(await f(), 'new');
    first.resolve('old');
    assert.equal(await old, 'old');
    assert.equal(await f(), 'new');
  });

  it('keeps neither errors nor, unless told so, that there is none', async () => {
    const answers = [() => Promise.reject(new Error('x')), () => undefined, () => null, () => 'found'];
    const { f } = cachedIn(() => answers.shift()!());
    await assert.rejects(f(), /x/);
    assert.deepEqual([await f(), await f(), await f(), await f()], [undefined, null, 'found', 'found']);
    let calls = 0;
    const none = cachedIn(() => void calls++, { absentTtl: 60 }).f;
    assert.deepEqual([await none(), await none(), calls], [undefined, undefined, 1]);
  });

  it('starts anew when the call that loads is cancelled, and fails with it otherwise', async () => {
    let calls = 0;
    const { f } = cachedIn(
      () =>
        new Promise<number>((resolve, reject) => {
          const { signal } = Transaction.current()!;
          if (++calls === 2) resolve(2);
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
      { sharedBy: 'platform' },
    );
    let leave: (() => void) | undefined;
    const leader = within({}, transaction => {
      leave = () => transaction.abort(new Error('left'));
      return f();
    });
    const follower = within({}, () => f());
    leave!();
    await assert.rejects(leader, /left/);
    assert.equal(await follower, 2);
  });

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
