import { Component } from '../service/component.ts';
import { cacheStoreFactory } from './registry.ts';
import type { CacheSetting, CacheStore } from './store.ts';

/** A store as the configuration has it. */
export interface NamedCache {
  store: CacheStore;
  /** How long its entries hold unless their function says otherwise. */
  ttlMs: number;
}

const defaultTtl = 300;

/** An application's caches, by their names in `CACHES`. Each is opened on first use and closed with the application. */
export class Caches extends Component {
  readonly #open = new Map<string, NamedCache>();

  /** @returns the cache of that name; one that the configuration doesn't have is a `local` one with the defaults. */
  get(name: string): NamedCache {
    const known = this.#open.get(name);
    if (known) return known;
    const settings = this.host.config.CACHES as Readonly<Record<string, CacheSetting>> | undefined;
    const setting = settings?.[name] ?? {};
    const store = cacheStoreFactory(setting.backend ?? 'local')(setting, { name, log: this.log });
    if (store.close) this.host.onStop(() => store.close!());
    const cache = { store, ttlMs: (setting.ttl ?? defaultTtl) * 1000 };
    this.#open.set(name, cache);
    return cache;
  }
}
