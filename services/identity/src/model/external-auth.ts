import { defineResource } from '@hawser/core/connector/postgres';
import { ExternalAuthInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/external_auth_pb.js';

/** The plugin through which a domain's users log in. */
export const externalAuths = defineResource({
  message: ExternalAuthInfoSchema,
  table: 'external_auths',
  id: 'domain_id',
  tenancy: ['domain_id'],
  required: ['state'],
  unique: { external_auths_pkey: 'domain_id' },
  updatedAt: 'updated_at',
});
