import { defineResource } from '@hawser/core/connector/postgres';
import { PluginInfoSchema } from '@hawser/proto/spaceone/api/repository/v1/plugin_pb.js';

export const plugins = defineResource({
  message: PluginInfoSchema,
  table: 'plugins',
  id: 'plugin_id',
  prefix: 'plugin',
  tenancy: ['domain_id'],
  shared: ['domain_id'],
  without: ['repository_info'],
  required: ['name', 'resource_type'],
  columns: { versions: { type: 'text[]', private: true, notNull: true } },
  updatedAt: 'updated_at',
  keyword: ['plugin_id', 'name', 'provider'],
  sort: [{ key: 'name' }],
  minimal: ['plugin_id', 'name', 'state', 'resource_type', 'provider'],
});
