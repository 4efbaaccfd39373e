import type { ComponentHost } from '../service/component.ts';
import { Transaction } from '../transaction/index.ts';
import { Caches } from './caches.ts';
import { Flights } from './flights.ts';
import { argumentPrefix, cacheKey, functionPrefix, type SharedBy } from './key.ts';

export interface CacheOptions {
  /** Seconds that a value holds. Default: the cache's, which is 300. */
  ttl?: number;
  /** Seconds that "there is none" (undefined or null) holds. Default: 0, it is looked for again each time. */
  absentTtl?: number;
  /** Who shares a value. Default: `scope`, calls that are narrowed to the same domain, workspace, projects and user. */
  sharedBy?: SharedBy;
  /** The cache's name in `CACHES`. Default: `default`. */
  cache?: string;
}

/**
 * A function whose answers are kept. Callers that ask for the same thing at once share one run. Errors aren't kept. An
 * answer may be given to many: it is to be read, not changed.
 */
export interface Cached<A extends unknown[], R> {
  (...args: A): Promise<R>;
  /** Forgets the answers for these arguments in the current domain. Call it once what changed is committed. */
  forget(...args: A): Promise<void>;
  /** Forgets all answers of this function, in all domains. */
  forgetAll(): Promise<void>;
}

/** What is kept of an answer; without `value` it was "there is none". */
interface Entry {
  value?: unknown;
}

type Found = Entry | undefined;

/**
 * Keeps the answers of `load`.
 * @param name the function's name, unique in the application; keys begin with it.
 * @throws TypeError at a call whose arguments aren't plain data.
 */
export function createCached<A extends unknown[], R>(
  host: ComponentHost,
  name: string,
  load: (...args: A) => R | Promise<R>,
  options: CacheOptions = {},
): Cached<A, R> {
  const full = `${host.name}.${name}`;
  const { sharedBy = 'scope', absentTtl = 0 } = options;
  const { store, ttlMs } = host.component(Caches).get(options.cache ?? 'default');
  const holdMs = options.ttl === undefined ? ttlMs : options.ttl * 1000;
  const flights = new Flights<R>();
  const scope = () => Transaction.current()?.scope ?? {};

  /** A cache that is away must not fail the call: the value is then loaded, as if there were no cache. */
  const failed = (thrown: unknown) =>
    host.log.warn({ err: thrown, cache: options.cache ?? 'default', function: full }, 'the cache failed');
  const attempt = async (work: () => void | Promise<void>) => {
    try {
      await work();
    } catch (thrown) {
      failed(thrown);
    }
  };
  const read = (key: string): Found | Promise<Found> => {
    try {
      const found = store.get(key) as Found | Promise<Found>;
      return found instanceof Promise ? found.catch(failed as () => undefined) : found;
    } catch (thrown) {
      failed(thrown);
      return undefined;
    }
  };

  async function fill(
    key: string,
    read: Found | Promise<Found>,
    args: A,
    current: () => boolean,
  ): Promise<R> {
    const found = read instanceof Promise ? await read : read;
    if (found) return found.value as R;
    const value = await load(...args);
    const absent = value === undefined || value === null;
    const hold = absent ? absentTtl * 1000 : holdMs;
    // What was forgotten while it was loaded may be older than what made it forgotten.
    if (hold > 0 && current()) await attempt(() => store.set(key, absent ? {} : { value }, hold));
    return value;
  }

  const cached = (...args: A): Promise<R> => {
    const key = cacheKey(full, sharedBy, scope(), args);
    const found = read(key);
    if (found && !(found instanceof Promise)) return Promise.resolve(found.value as R);
    return flights.join(key, current => fill(key, found, args, current));
  };
  return Object.assign(cached, {
    async forget(...args: A) {
      const prefix = argumentPrefix(full, sharedBy, scope(), args);
      flights.forget(prefix);
      await attempt(() => (sharedBy === 'scope' ? store.deletePrefix(prefix) : store.delete(prefix)));
    },
    async forgetAll() {
      flights.forget(functionPrefix(full));
      await attempt(() => store.deletePrefix(functionPrefix(full)));
    },
  });
}
