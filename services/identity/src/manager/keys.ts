import { errors, Manager } from '@hawser/core';
import { Postgres } from '@hawser/core/connector/postgres';
import { generateKeys, importKey, type TokenKey } from '@hawser/core/token';
import { LRUCache } from 'lru-cache';
import { rootDomainId, SystemKey } from './system-key.ts';

/** The half of a domain's key pair and what it is for. */
export type KeyName = 'access_public' | 'access_private' | 'refresh_public' | 'refresh_private';

/** How long a key is used without another look at the database: so long do other replicas use a key that was replaced. */
const keptMs = 60_000;

/**
 * The key pairs that domains' tokens are signed with: one of access tokens, app secrets and system tokens, one of
 * refresh tokens. Private keys leave the database for this process alone; no rpc answers them.
 */
export class KeyManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #system = this.manager(SystemKey);
  readonly #imported = new LRUCache<string, TokenKey>({ max: 4_000, ttl: keptMs });

  /** Makes the keys of a new domain, or replaces those of one, whose tokens are all void then. */
  async create(domainId: string): Promise<void> {
    const [access, refresh] = await Promise.all([generateKeys(), generateKeys()]);
    const pairs = [access.publicKey, access.privateKey, refresh.publicKey, refresh.privateKey];
    await this.#postgres.query(
      `insert into domain_keys (domain_id, access_public, access_private, refresh_public, refresh_private)
       values ($1, $2, $3, $4, $5) on conflict (domain_id) do update set access_public = excluded.access_public,
         access_private = excluded.access_private, refresh_public = excluded.refresh_public,
         refresh_private = excluded.refresh_private, created_at = now()`,
      [domainId, ...pairs.map(key => JSON.stringify(key))],
    );
    for (const name of ['access_public', 'access_private', 'refresh_public', 'refresh_private'])
      this.#imported.delete(`${domainId} ${name}`);
  }

  /** The key that a domain's access tokens are checked with: a JWK as JSON text. @throws NOT_FOUND */
  async publicKey(domainId: string): Promise<string> {
    return JSON.stringify(await this.#stored(domainId, 'access_public'));
  }

  /** A key of a domain, ready for use. @throws NOT_FOUND */
  async key(domainId: string, name: KeyName): Promise<TokenKey> {
    const known = this.#imported.get(`${domainId} ${name}`);
    if (known) return known;
    const key = await importKey(JSON.stringify(await this.#stored(domainId, name)));
    this.#imported.set(`${domainId} ${name}`, key);
    return key;
  }

  async #stored(domainId: string, name: KeyName): Promise<unknown> {
    const { pair } = this.#system;
    if (pair && domainId === rootDomainId && name === 'access_public') return pair.publicKey;
    if (pair && domainId === rootDomainId && name === 'access_private') return pair.privateKey;
    const [row] = await this.#postgres.query(`select ${name} as key from domain_keys where domain_id = $1`, [
      domainId,
    ]);
    if (!row) throw errors.notFound('domain_id', domainId);
    return row.key;
  }
}
