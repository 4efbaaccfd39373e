export { type Cached, type CacheOptions, createCached } from './cached.ts';
export type { SharedBy } from './key.ts';
export { registerCacheStore } from './registry.ts';
export type { CacheContext, CacheSetting, CacheStore, CacheStoreFactory } from './store.ts';
