import { Manager } from '@hawser/core';
import { Postgres } from '@hawser/core/connector/postgres';
import { LRUCache } from 'lru-cache';
import { type ManagedProvider, managedProviders } from '../managed/providers.ts';
import { type ManagedRole, managedRoles } from '../managed/roles.ts';
import type { ManagedSchema } from '../managed/schema.ts';
import { managedSchemas } from '../managed/schemas.ts';

/** How long it is taken for granted that a domain has the newest. */
const freshMs = 300_000;

/**
 * What every domain has without anyone having created it: roles, providers and schemas that the platform keeps. They are
 * written when the domain is created, and renewed when a newer platform defines them otherwise.
 */
export class ManagedManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #fresh = new LRUCache<string, true>({ max: 10_000, ttl: freshMs });

  /** Sees to it that the domain of the running call has them. */
  async ensureOwn(): Promise<void> {
    const { domainId } = this.transaction.scope;
    if (domainId) await this.ensure(domainId);
  }

  /** Sees to it that a domain has them. Costs nothing when it was done a short while ago. */
  async ensure(domainId: string): Promise<void> {
    if (this.#fresh.has(domainId)) return;
    await this.write(domainId);
    this.#fresh.set(domainId, true);
  }

  /** Writes what a domain lacks, and what is defined otherwise by now. */
  async write(domainId: string): Promise<void> {
    await this.#upsert('roles', 'role_id', domainId, managedRoles.map(roleRow));
    await this.#upsert('providers', 'provider', domainId, managedProviders.map(providerRow));
    await this.#upsert('schemas', 'schema_id', domainId, managedSchemas.map(schemaRow));
  }

  /** Writes all rows by one statement; those of the same version, and those of users' own making, stay. */
  async #upsert(table: string, id: string, domainId: string, rows: readonly object[]): Promise<void> {
    const names = Object.keys(rows[0]!);
    const columns = names.map(name => `"${name}"`).join(', ');
    const updates = names.filter(name => name !== id).map(name => `"${name}" = excluded."${name}"`);
    await this.#postgres.query(
      `insert into ${table} as t (domain_id, is_managed, ${columns})
       select $1, true, ${columns} from jsonb_populate_recordset(null::${table}, $2::jsonb)
       where exists (select from domains where domain_id = $1) order by ${id}
       on conflict (domain_id, ${id}) do update set ${updates.join(', ')}, updated_at = now()
       where t.is_managed and t.version is distinct from excluded.version`,
      [domainId, JSON.stringify(rows)],
    );
  }
}

const roleRow = ({ roleId, name, roleType, version }: ManagedRole) => ({
  role_id: roleId,
  name,
  role_type: roleType,
  version,
});

const providerRow = ({ provider, name, alias, color, order, trusted, version }: ManagedProvider) => ({
  provider,
  name,
  alias,
  color,
  order,
  options: trusted ? { support_trusted_account: true, support_auto_sync: false } : {},
  version,
});

const schemaRow = ({ schemaId, name, type, provider, schema, related = [], version }: ManagedSchema) => ({
  schema_id: schemaId,
  name,
  schema_type: type,
  provider,
  schema,
  related_schemas: related,
  version,
});
