import { defineResource } from '@hawser/core/connector/postgres';
import { NamespaceInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/namespace_pb.js';

/** A group of metrics, unique by id in a domain; one of the domain has `*` as its workspace. */
export const namespaces = defineResource({
  message: NamespaceInfoSchema,
  table: 'namespaces',
  id: 'namespace_id',
  prefix: 'ns',
  tenancy: ['domain_id', 'workspace_id'],
  shared: ['workspace_id'],
  required: [
    'workspace_id',
    'name',
    'category',
    'resource_type',
    'group',
    'resource_group',
    'created_at',
    'updated_at',
  ],
  columns: {
    // Of a managed one: the version that the plugin gave it, and the plugin.
    version: { type: 'text', private: true },
    plugin_id: { type: 'text', private: true },
  },
  updatedAt: 'updated_at',
  keyword: ['namespace_id', 'name'],
  sort: [{ key: 'name' }],
  minimal: ['namespace_id', 'name', 'category', 'resource_type', 'group'],
  maxRows: 1000,
});
