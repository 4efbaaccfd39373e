import { errors, Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  type ChangeCollectorRuleOrderRequest,
  CollectorRule,
  type CollectorRuleInfo,
  CollectorRuleInfo_RuleType,
  type CollectorRuleQuery,
  CollectorRuleQuerySchema,
  type CollectorRuleRequest,
  type CollectorRuleStatQuery,
  ConditionsPolicy,
  type CreateCollectorRuleRequest,
  CreateCollectorRuleRequestSchema,
  type UpdateCollectorRuleRequest,
  UpdateCollectorRuleRequestSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/collector_rule_pb.js';
import { CollectorManager } from '../manager/collector.ts';
import { CollectorRuleManager } from '../manager/collector-rule.ts';
import { CollectorRuleChecks } from '../manager/collector-rule-checks.ts';

/** What collectors change of the resources that they find. The rules of plugins (MANAGED) can't be changed. */
export class CollectorRuleService extends Service(CollectorRule) {
  readonly #manager = this.manager(CollectorRuleManager);
  readonly #rules = this.#manager.store;
  readonly #checks = this.manager(CollectorRuleChecks);
  readonly #collectors = this.manager(CollectorManager);

  async create(request: CreateCollectorRuleRequest) {
    const collector = await this.#collectors.writable(request.collectorId);
    const always = request.conditionsPolicy === ConditionsPolicy.ALWAYS;
    if (!always) this.#checks.conditions(request.conditions);
    await this.#checks.actions(request.actions);
    const values = given(CreateCollectorRuleRequestSchema, request, 'collectorId');
    if (always) values.conditions = [];
    return this.#rules.createOnce(CreateCollectorRuleRequestSchema, request, () =>
      this.#manager.add(collector, 'CUSTOM', values),
    );
  }

  async update(request: UpdateCollectorRuleRequest) {
    const { collectorRuleId, conditionsPolicy, conditions: wanted, actions } = request;
    await this.#custom(collectorRuleId, 'updated');
    const values = given(UpdateCollectorRuleRequestSchema, request, 'collectorRuleId');
    if (conditionsPolicy === ConditionsPolicy.ALWAYS) values.conditions = [];
    else if (conditionsPolicy || wanted.length > 0) this.#checks.conditions(wanted);
    await this.#checks.actions(actions);
    return this.#rules.update(collectorRuleId, values);
  }

  async change_order({ collectorRuleId, order }: ChangeCollectorRuleOrderRequest) {
    const rule = await this.#custom(collectorRuleId, 'moved');
    if (order < 1) throw errors.invalid('order', 'The order must be greater than 0.');
    const { collectorId } = rule;
    if (order > (await this.#rules.count({ collectorId, ruleType: 'CUSTOM' })))
      throw errors.invalid('order', `There is no collector rules greater than the ${order} order.`);
    await this.#manager.move(rule, order);
    return this.#rules.get(collectorRuleId);
  }

  async delete({ collectorRuleId }: CollectorRuleRequest) {
    await this.#manager.remove(await this.#custom(collectorRuleId, 'deleted'));
    return {};
  }

  get({ collectorRuleId }: CollectorRuleRequest) {
    return this.#rules.get(collectorRuleId);
  }

  list(request: CollectorRuleQuery) {
    return this.#rules.list(request.query, conditions(CollectorRuleQuerySchema, request));
  }

  stat({ query }: CollectorRuleStatQuery) {
    return this.#rules.stat(query);
  }

  /** A rule that the caller may change. @throws NOT_FOUND; INVALID_PARAMETER for a plugin's rule */
  async #custom(collectorRuleId: string, change: string): Promise<CollectorRuleInfo> {
    const rule = await this.#rules.get(collectorRuleId);
    const { workspaceId } = this.transaction.scope;
    if (workspaceId && rule.workspaceId !== workspaceId)
      throw errors.notFound('collector_rule_id', collectorRuleId);
    if (rule.ruleType === CollectorRuleInfo_RuleType.MANAGED)
      throw errors.invalid('collector_rule_id', `a rule of the plugin can't be ${change}`);
    return rule;
  }
}
