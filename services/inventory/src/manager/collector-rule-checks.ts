import { errors, Manager } from '@hawser/core';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import type {
  CollectorRuleActions,
  CollectorRuleCondition,
} from '@hawser/proto/spaceone/api/inventory/v1/collector_rule_pb.js';

const keys = [
  'provider',
  'cloud_service_group',
  'cloud_service_type',
  'region_code',
  'account',
  'reference.resource_id',
];
const operators = ['eq', 'contain', 'not', 'not_contain'];

/** What a rule of users may say. */
export class CollectorRuleChecks extends Manager {
  /** @throws REQUIRED_PARAMETER without any; INVALID_PARAMETER for an unknown key or operator */
  conditions(conditions: readonly CollectorRuleCondition[]): void {
    if (conditions.length === 0) throw errors.required('conditions');
    for (const { key, value, operator } of conditions) {
      if (!key || !value || !operator)
        throw errors.invalid('conditions', 'Condition should have key, value and operator.');
      if (!keys.includes(key) && !/^(tags|data)\../.test(key))
        throw errors.invalid(
          'conditions.key',
          `Unsupported key. (${[...keys, 'data.<key>', 'tags.<key>'].join(' | ')})`,
        );
      if (!operators.includes(operator))
        throw errors.invalid('conditions.operator', `Unsupported operator. (${operators.join(' | ')})`);
    }
  }

  /** @throws REQUIRED_PARAMETER for a match without its source; NOT_FOUND for a project that isn't there */
  async actions(actions: CollectorRuleActions | undefined): Promise<void> {
    if (!actions) return;
    const { changeProject, matchProject, matchServiceAccount } = actions;
    if (changeProject) await this.ask(Project).get({ projectId: changeProject });
    if (matchProject && !matchProject.source) throw errors.required('actions.match_project.source');
    if (matchServiceAccount && !matchServiceAccount.source)
      throw errors.required('actions.match_service_account.source');
  }
}
