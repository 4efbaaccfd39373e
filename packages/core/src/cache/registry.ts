import { localStore } from './local.ts';
import type { CacheStoreFactory } from './store.ts';

const spaceone = 'spaceone.core.cache';

/** Names that other systems' files have for a backend. */
const aliases: ReadonlyMap<string, string> = new Map([
  [`${spaceone}.local_cache.LocalCache`, 'local'],
  [`${spaceone}.redis_cache.RedisCache`, 'redis'],
]);

const factories = new Map<string, CacheStoreFactory>([['local', localStore]]);

/** Makes a backend known to the configuration (`CACHES.<name>.backend`), e.g. `redis`. */
export function registerCacheStore(factory: CacheStoreFactory, name: string): void {
  factories.set(name, factory);
}

/** @throws Error naming the known backends when `name` isn't one. */
export function cacheStoreFactory(name: string): CacheStoreFactory {
  const factory = factories.get(aliases.get(name.replace(':', '.')) ?? name);
  if (!factory) {
    const hint =
      (aliases.get(name) ?? name) === 'redis' ? "; import '@hawser/redis' in the service's service.ts" : '';
    throw new Error(
      `CACHES names the backend "${name}", which isn't one of ${[...factories.keys()].join(', ')}${hint}`,
    );
  }
  return factory;
}
