import { Manager } from '@hawser/core';
import { Postgres } from '@hawser/core/connector/postgres';
import { LRUCache } from 'lru-cache';
import { managedRoles } from '../managed/roles.ts';

/** How long it is taken for granted that a domain has the newest. */
const freshMs = 300_000;

/**
 * What every domain has without anyone having created it: roles that the platform keeps. They are
 * written when the domain is created, and renewed when a newer platform defines them otherwise.
 */
export class ManagedManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #fresh = new LRUCache<string, true>({ max: 10_000, ttl: freshMs });

  /** Sees to it that a domain has them. Costs nothing when it was done a short while ago. */
  async ensure(domainId: string): Promise<void> {
    if (this.#fresh.has(domainId)) return;
    await this.write(domainId);
    this.#fresh.set(domainId, true);
  }

  /** Writes what a domain lacks, and what is defined otherwise by now. */
  async write(domainId: string): Promise<void> {
    for (const { roleId, name, roleType, version } of managedRoles) {
      await this.#postgres.query(
        `insert into roles as r (domain_id, role_id, name, role_type, is_managed, version)
         select $1, $2, $3, $4, true, $5 where exists (select from domains where domain_id = $1)
         on conflict (domain_id, role_id) do update set name = excluded.name, version = excluded.version,
           updated_at = now() where r.version is distinct from excluded.version`,
        [domainId, roleId, name, roleType, version],
      );
    }
  }
}
