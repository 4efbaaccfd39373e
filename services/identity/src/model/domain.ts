import { defineResource } from '@hawser/core/connector/postgres';
import { DomainInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';

/** Domains, which aren't bound to a tenant: only the system and its administrators reach them. */
export const domains = defineResource({
  message: DomainInfoSchema,
  table: 'domains',
  id: 'domain_id',
  prefix: 'domain',
  tenancy: [],
  required: ['name', 'state'],
  unique: { domains_name: 'name', domains_pkey: 'domain_id' },
  keyword: ['domain_id', 'name'],
  sort: [{ key: 'name' }],
  minimal: ['domain_id', 'name', 'state'],
});
