import type { Log } from '../log.ts';

/** Where cached values are kept. What is asked of one is little, so that any key-value server can be one. */
export interface CacheStore {
  /** The value, or undefined when there is none or it is too old. */
  get(key: string): unknown;
  /** Keeps a value for so long, or shorter. */
  set(key: string, value: unknown, ttlMs: number): void | Promise<void>;
  delete(key: string): void | Promise<void>;
  /** Deletes every key that begins so. */
  deletePrefix(prefix: string): void | Promise<void>;
  close?(): void | Promise<void>;
}

/** What the configuration says of a cache: `CACHES.<name>`. Further keys are the backend's own. */
export interface CacheSetting {
  /** Default: `local`. */
  readonly backend?: string | undefined;
  /** Seconds that an entry holds unless its function says otherwise. Default: 300. */
  readonly ttl?: number | undefined;
  /** Entries that the process keeps at most. Default: 10,000. */
  readonly maxSize?: number | undefined;
  readonly [option: string]: unknown;
}

/** What a store is made for. */
export interface CacheContext {
  /** The cache's name in `CACHES`. */
  readonly name: string;
  readonly log: Log;
}

/**
 * Makes a store. Values that leave the process are the store's to encode; it is given plain data and protobuf messages.
 */
export type CacheStoreFactory = (setting: CacheSetting, context: CacheContext) => CacheStore;
