import { defineResource } from '@hawser/core/connector/postgres';
import { CollectorInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';

/** A collector plugin with its options, schedule and secrets; one of the domain has `*` as its workspace. */
export const collectors = defineResource({
  message: CollectorInfoSchema,
  table: 'collectors',
  id: 'collector_id',
  prefix: 'collector',
  tenancy: ['domain_id', 'workspace_id'],
  shared: ['workspace_id'],
  required: ['workspace_id', 'name', 'resource_group', 'created_at'],
  keyword: ['collector_id', 'name', 'provider'],
  sort: [{ key: 'name' }],
  minimal: [
    'collector_id',
    'name',
    'provider',
    'capability',
    'plugin_info.plugin_id',
    'plugin_info.version',
    'resource_group',
  ],
  aliases: {
    plugin_id: 'plugin_info.plugin_id',
    secret_filter_state: 'secret_filter.state',
    schedule_state: 'schedule.state',
  },
  maxRows: 1000,
});
