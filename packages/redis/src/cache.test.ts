import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Application, defineService, Manager } from '@hawser/core';
import { Redis } from 'ioredis';
import './index.ts';
import { startRedis } from './testing.ts';

const manifest = defineService({
  name: 'inventory',
  version: '1.0.0',
  summary: 's',
  services: [],
  servers: [],
});
const server = await startRedis();
const skip = server ? false : 'there is no redis-server on this machine';
after(() => server?.stop());

/** Takes what is logged, and lets wait for it. */
class Lines {
  readonly texts: string[] = [];
  #wake = Promise.withResolvers<void>();
  readonly #add = (_: object, text = '') => {
    this.texts.push(text);
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  };
  readonly warn = this.#add;
  readonly info = this.#add;
  readonly debug = () => {};
  readonly error = this.#add;

  async until(text: RegExp): Promise<void> {
    while (!this.texts.some(one => text.test(one))) await this.#wake.promise;
  }
}

const applications: Application[] = [];
after(async () => {
  for (const application of applications) await application.stop(0);
});

/** A replica of a service, whose one cached function counts how often it runs. */
function replica(settings: Record<string, unknown> = {}) {
  const log = new Lines();
  const backend = 'spaceone.core.cache.redis_cache.RedisCache';
  const entry = { backend, host: '127.0.0.1', port: server?.port, encoding: 'utf-8', ...settings };
  const application = new Application(manifest, { log, config: { CACHES: { default: entry } } });
  applications.push(application);
  let runs = 0;
  class Plans extends Manager {
    readonly plan = this.cached('plan', async (id: string) => ({ id, run: ++runs, cost: 10n }), {
      sharedBy: 'platform',
    });
  }
  const { plan } = application.component(Plans);
  return { plan, log, application };
}

/** Calls until the connection is there and the answer is kept. */
async function warm({ plan }: ReturnType<typeof replica>, id: string) {
  let before = await plan(id);
  for (let now = await plan(id); now.run !== before.run; now = await plan(id)) {
    before = now;
    // The connection is made while nothing else runs.
    await new Promise(resolve => setImmediate(resolve));
  }
  return before;
}

describe('a cache on Redis', { skip }, () => {
  it('is shared by the replicas of a service, and forgotten for all of them', async () => {
    const [one, two] = [replica(), replica()];
    const first = await warm(one, 'a');
    await warm(two, 'b');
    assert.deepEqual(await two.plan('a'), first);
    assert.deepEqual(await two.plan('a'), { id: 'a', run: first.run, cost: 10n });
    await two.plan.forget('a');
    assert.equal((await one.plan('a')).run, first.run + 1);
    const b = await one.plan('b');
    await one.plan.forgetAll();
    assert.notDeepEqual(await two.plan('b'), b);
    assert.deepEqual([one.log.texts, two.log.texts], [[], []]);
  });

  it('keeps values for as long as it is told, in its own part of the database', async () => {
    const db = 3;
    const redis = new Redis({ host: '127.0.0.1', port: server!.port, db });
    await warm(replica({ db, ttl: 50 }), 'a');
    const keys = await redis.keys('*');
    assert.deepEqual(keys, ['hawser:cache:inventory.Plans.plan||["a"]|']);
    const left = await redis.pttl(keys[0]!);
    assert.ok(left > 45_000 && left <= 50_000, `${left}`);
    redis.disconnect();
  });

  it('forgets by the beginning of keys, whatever is in them', async () => {
    const one = replica({ db: 4 });
    for (const id of ['*', '[a]', '?', '\\']) await warm(one, id);
    const kept = await one.plan('[a]');
    await one.plan.forget('*');
    assert.deepEqual(await one.plan('[a]'), kept);
    await one.plan.forgetAll();
    assert.notDeepEqual(await one.plan('[a]'), kept);
  });

  it('costs no call while the server is away, and one warning; it comes back by itself', async () => {
    const one = replica({ db: 5 });
    const first = await warm(one, 'a');
    await server!.stop();
    await one.log.until(/Redis is away/);
    assert.equal((await one.plan('a')).run, first.run + 1);
    assert.equal((await one.plan('a')).run, first.run + 2);
    await one.plan.forget('a');
    await server!.start();
    await one.log.until(/Redis is back/);
    await warm(one, 'a');
    assert.deepEqual(one.log.texts, [
      'Redis is away: nothing is cached until it is back',
      'the cache failed',
      'Redis is back',
    ]);
  });

  it('waits for a silent server once, not at every call', async () => {
    const one = replica({ db: 6, timeoutSeconds: 0.2 });
    const { run } = await warm(one, 'a');
    const admin = new Redis({ host: '127.0.0.1', port: server!.port });
    await admin.client('PAUSE', 1_000);
    const began = performance.now();
    for (let i = 1; i <= 10; i++) assert.equal((await one.plan('a')).run, run + i);
    const took = performance.now() - began;
    assert.ok(took > 150 && took < 800, `${took}`);
    await one.log.until(/Redis is back/);
    assert.equal(one.log.texts.length, 2);
    admin.disconnect();
  });

  it('tells what the server refuses, and goes on', async () => {
    const one = replica({ db: 7 });
    const { run } = await warm(one, 'a');
    const admin = new Redis({ host: '127.0.0.1', port: server!.port });
    await admin.config('SET', 'maxmemory', '1');
    assert.equal((await one.plan('b')).run, run + 1);
    assert.deepEqual((await one.plan('b')).run, run + 2);
    assert.deepEqual(one.log.texts, ['the cache failed', 'the cache failed']);
    await admin.config('SET', 'maxmemory', '0');
    admin.disconnect();
  });
});
