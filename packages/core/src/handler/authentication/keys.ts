import { LRUCache } from 'lru-cache';
import { HawserError } from '../../error/index.ts';
import { importKey, type TokenKey } from '../../token/index.ts';
import type { IdentitySource } from './source.ts';

const maxDomains = 1_000;
/** How long a key is kept: so long does a withdrawn key stay good. */
const keyTtlMs = 3_600_000;
/** How long it is remembered that a domain isn't there. */
const absentTtlMs = 10_000;
/** A domain's key is asked for again at most this often because of signatures that don't match it. */
const renewalMs = 10_000;

interface Known {
  key: TokenKey | undefined;
  fetchedAt: number;
}

/**
 * The public keys of domains, asked for once however many calls wait. While the identity service is away, keys that are
 * too old stay in use.
 */
export class PublicKeys {
  readonly #keys: LRUCache<string, Known>;

  constructor(source: IdentitySource) {
    this.#keys = new LRUCache<string, Known>({
      max: maxDomains,
      ttl: keyTtlMs,
      ignoreFetchAbort: true,
      fetchMethod: async (domainId, old, { options }) => {
        try {
          const key = await fetchKey(source, domainId);
          if (!key) options.ttl = absentTtlMs;
          return { key, fetchedAt: Date.now() };
        } catch (thrown) {
          if (!old?.key) throw thrown;
          options.ttl = renewalMs;
          return { key: old.key, fetchedAt: Date.now() };
        }
      },
    });
  }

  /** The domain's key, or undefined when there is no such domain. @throws HawserError GRPC_CONNECTION. */
  async get(domainId: string): Promise<TokenKey | undefined> {
    return (await this.#keys.fetch(domainId))?.key;
  }

  /** The domain's key, asked for again since `tried` doesn't fit; undefined when there is no newer one. */
  async renewed(domainId: string, tried: TokenKey): Promise<TokenKey | undefined> {
    const known = this.#keys.peek(domainId);
    if (known?.key && known.key !== tried) return known.key;
    if (known && Date.now() - known.fetchedAt < renewalMs) return undefined;
    const renewed = await this.#keys.fetch(domainId, { forceRefresh: true });
    return renewed?.key === tried ? undefined : renewed?.key;
  }
}

/** @throws whatever else than the domain's absence kept the key from coming. */
async function fetchKey(source: IdentitySource, domainId: string): Promise<TokenKey | undefined> {
  try {
    return await importKey(await source.publicKey(domainId));
  } catch (thrown) {
    if (thrown instanceof HawserError && (thrown.code === 'NOT_FOUND' || thrown.code === 'INVALID_PARAMETER'))
      return undefined;
    throw thrown;
  }
}
