import type { CacheContext, CacheSetting, CacheStore } from '@hawser/core/cache';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { decode, encode } from './codec.ts';

const options = z.object({
  host: z.string().default('localhost'),
  port: z.int().min(1).max(65_535).default(6379),
  db: z.int().min(0).default(0),
  username: z.string().optional(),
  password: z.string().optional(),
  ssl: z.boolean().default(false),
  timeoutSeconds: z.number().default(10),
  connectTimeoutSeconds: z.number().default(10),
});

/** What all keys begin with: others may keep theirs in the same database. */
const prefix = 'hawser:cache:';

/** How many keys are looked at in one step of a search. */
const scanStep = 1_000;

/** The longest pause between tries to connect again, in milliseconds. */
const longestPause = 2_000;

/**
 * The backend `redis` of caches: values in a Redis server, shared by the replicas of a service, with the options that
 * SpaceONE's RedisCache has. While the server is away there is nothing in the cache, and nothing waits for it. What is to
 * be forgotten meanwhile can't be: that fails, and such a value holds until its time is over.
 */
export class RedisStore implements CacheStore {
  readonly #redis: Redis;
  readonly #context: CacheContext;
  #away = false;

  /** Connects in the background. */
  constructor(setting: CacheSetting, context: CacheContext) {
    const { ssl, timeoutSeconds, connectTimeoutSeconds, ...connection } = options.parse(setting);
    this.#context = context;
    this.#redis = new Redis({
      ...connection,
      ...(ssl ? { tls: {} } : {}),
      ...(timeoutSeconds > 0 ? { commandTimeout: timeoutSeconds * 1000 } : {}),
      ...(connectTimeoutSeconds > 0 ? { connectTimeout: connectTimeoutSeconds * 1000 } : {}),
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: tries => Math.min(tries * 50, longestPause),
    });
    this.#redis.on('error', (error: Error) => this.#lost(error));
    this.#redis.on('ready', () => this.#found());
  }

  async get(key: string): Promise<unknown> {
    if (!this.#answers) return undefined;
    const text = await this.#ask(() => this.#redis.get(prefix + key));
    return typeof text === 'string' ? decode(text) : undefined;
  }

  async set(key: string, value: unknown, ttlMs: number): Promise<void> {
    if (!this.#answers) return;
    const text = encode(value);
    await this.#ask(() => this.#redis.set(prefix + key, text, 'PX', Math.max(1, Math.round(ttlMs))));
  }

  async delete(key: string): Promise<void> {
    await this.#redis.unlink(prefix + key);
  }

  async deletePrefix(beginning: string): Promise<void> {
    const match = `${(prefix + beginning).replace(/[*?[\]\\]/g, '\\$&')}*`;
    let cursor = '0';
    do {
      const [next, keys] = await this.#redis.scan(cursor, 'MATCH', match, 'COUNT', scanStep);
      if (keys.length > 0) await this.#redis.unlink(keys);
      cursor = next;
    } while (cursor !== '0');
  }

  async close(): Promise<void> {
    if (this.#redis.status === 'ready') await this.#redis.quit().catch(() => {});
    this.#redis.disconnect();
  }

  get #answers(): boolean {
    return !this.#away && this.#redis.status === 'ready';
  }

  /**
   * A lost connection is told of once, and then there is nothing in the cache until the server answers again.
   * @throws ReplyError what the server answered instead, such as that its memory is full
   */
  async #ask<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (thrown) {
      const error = thrown as Error;
      if (error.name === 'ReplyError') throw error;
      // A server that is connected and silent would make every call wait: the connection is made anew.
      if (this.#answers) this.#redis.disconnect(true);
      this.#lost(error);
      return undefined;
    }
  }

  #lost(error: Error): void {
    if (this.#away) return;
    this.#away = true;
    const { log, name } = this.#context;
    log.warn({ err: error, cache: name }, 'Redis is away: nothing is cached until it is back');
  }

  #found(): void {
    if (!this.#away) return;
    this.#away = false;
    this.#context.log.info({ cache: this.#context.name }, 'Redis is back');
  }
}
