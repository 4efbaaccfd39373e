import { defineResource } from '@hawser/core/connector/postgres';
import { RoleInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';

/** Roles of a domain, those among them that the platform keeps with the version of their definition. */
export const roles = defineResource({
  message: RoleInfoSchema,
  table: 'roles',
  id: 'role_id',
  prefix: 'role',
  tenancy: ['domain_id'],
  columns: { version: { type: 'text', private: true } },
  required: ['name', 'role_type', 'state'],
  unique: { roles_name: 'name' },
  updatedAt: 'updated_at',
  keyword: ['role_id', 'name'],
  sort: [{ key: 'name' }],
  minimal: ['role_id', 'name', 'role_type', 'is_managed', 'state'],
});
