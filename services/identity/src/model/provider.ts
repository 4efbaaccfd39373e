import { defineResource } from '@hawser/core/connector/postgres';
import { ProviderInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/provider_pb.js';

/** Providers of a domain: clouds and the like, whose accounts it has. */
export const providers = defineResource({
  message: ProviderInfoSchema,
  table: 'providers',
  id: 'provider',
  tenancy: ['domain_id'],
  columns: { version: { type: 'text', private: true } },
  required: ['name', 'order'],
  unique: { providers_pkey: 'provider' },
  updatedAt: 'updated_at',
  keyword: ['provider', 'name'],
  sort: [{ key: 'order' }, { key: 'name' }],
  minimal: ['provider', 'name', 'order', 'is_managed'],
});
