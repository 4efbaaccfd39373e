import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { ProviderInfo } from '@hawser/proto/spaceone/api/identity/v2/provider_pb.js';
import { providers } from '../model/provider.ts';

/** What keeps a provider from being deleted, by its name in the API and its table. */
const children = [
  ['ServiceAccount', 'service_accounts'],
  ['TrustedAccount', 'trusted_accounts'],
  ['Schema', 'schemas'],
] as const;

/** The providers of a domain. */
export class ProviderManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly providers = new ResourceStore(this.#postgres, providers);

  /** A provider that may be changed. @throws PERMISSION_DENIED for those that the platform keeps */
  async unmanaged(provider: string): Promise<ProviderInfo> {
    const found = await this.providers.get(provider);
    if (found.isManaged) throw errors.permissionDenied();
    return found;
  }

  /** @throws EXIST_RESOURCE while it has accounts or schemas */
  async delete(provider: string): Promise<void> {
    const { domainId } = await this.unmanaged(provider);
    for (const [name, table] of children) {
      const text = `select 1 from ${table} where domain_id = $1 and provider = $2 limit 1`;
      const [child] = await this.#postgres.query(text, [domainId, provider]);
      if (child) throw errors.existsResource(name, `Provider (${provider})`);
    }
    await this.providers.delete(provider);
  }
}
