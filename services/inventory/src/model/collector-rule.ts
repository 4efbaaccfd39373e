import { defineResource } from '@hawser/core/connector/postgres';
import { CollectorRuleInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/collector_rule_pb.js';

/** What a collector changes of the resources that it finds. MANAGED ones come with its plugin. */
export const collectorRules = defineResource({
  message: CollectorRuleInfoSchema,
  table: 'collector_rules',
  id: 'collector_rule_id',
  prefix: 'collector-rule',
  tenancy: ['domain_id', 'workspace_id'],
  shared: ['workspace_id'],
  required: [
    'workspace_id',
    'rule_type',
    'order',
    'conditions_policy',
    'resource_group',
    'collector_id',
    'created_at',
  ],
  keyword: ['collector_rule_id', 'name'],
  sort: [{ key: 'order' }],
  minimal: ['collector_rule_id', 'name', 'order', 'rule_type', 'collector_id'],
  maxRows: 1000,
});
