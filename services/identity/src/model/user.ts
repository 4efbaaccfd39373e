import { defineResource } from '@hawser/core/connector/postgres';
import { UserInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';

/** Users of a domain. The hash of the password is in no answer and no query. */
export const users = defineResource({
  message: UserInfoSchema,
  table: 'users',
  id: 'user_id',
  tenancy: ['domain_id'],
  columns: { password_hash: { type: 'text', private: true } },
  required: ['state', 'auth_type', 'role_type', 'language', 'timezone'],
  unique: { users_pkey: 'user_id' },
  keyword: ['user_id', 'name', 'email'],
  sort: [{ key: 'name' }, { key: 'user_id' }],
  minimal: ['user_id', 'name', 'state', 'auth_type', 'role_type'],
});
