import { LRUCache } from 'lru-cache';
import type { CacheSetting, CacheStore } from './store.ts';

const defaultSize = 10_000;

/** The backend `local`: the process's own memory. The entry that was not used for longest makes room. */
export function localStore({ maxSize = defaultSize }: CacheSetting): CacheStore {
  const entries = new LRUCache<string, { value: unknown }>({ max: maxSize, ttlResolution: 0 });
  return {
    get: key => entries.get(key)?.value,
    set: (key, value, ttl) => {
      entries.set(key, { value }, { ttl });
    },
    delete: key => {
      entries.delete(key);
    },
    deletePrefix: prefix => {
      for (const key of entries.keys()) if (key.startsWith(prefix)) entries.delete(key);
    },
    close: () => entries.clear(),
  };
}
