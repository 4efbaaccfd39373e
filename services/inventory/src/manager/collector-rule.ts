import { fromJson, type JsonObject, type JsonValue } from '@bufbuild/protobuf';
import { Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { CollectorInfo } from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import {
  type CollectorRuleInfo,
  CreateCollectorRuleRequestSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/collector_rule_pb.js';
import { collectorRules } from '../model/collector-rule.ts';

type RuleType = 'MANAGED' | 'CUSTOM';

/** The rules of collectors, each kind in an order of its own from 1 without gaps. */
export class CollectorRuleManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly store = new ResourceStore(this.#postgres, collectorRules);

  /** Puts a rule at the end of its collector's. */
  add(
    collector: CollectorInfo,
    ruleType: RuleType,
    values: Omit<Parameters<typeof this.store.create>[0], 'collectorId' | 'ruleType' | 'order'>,
  ): Promise<CollectorRuleInfo> {
    const { collectorId, domainId, workspaceId } = collector;
    const resourceGroup = workspaceId === '*' ? 'DOMAIN' : 'WORKSPACE';
    return this.#postgres.transaction(async () => {
      await this.#lock(collectorId);
      const rules = this.store.in({ domainId });
      const order = (await rules.count({ collectorId, ruleType })) + 1;
      return rules.create({ ...values, collectorId, ruleType, order, workspaceId, resourceGroup });
    });
  }

  /** Moves a rule to a place in the order; the others make room. */
  async move(
    { collectorRuleId, collectorId, ruleType, domainId }: CollectorRuleInfo,
    order: number,
  ): Promise<void> {
    await this.#postgres.transaction(async () => {
      await this.#lock(collectorId);
      const rules = await this.store.in({ domainId }).all({ collectorId, ruleType });
      const ids = rules.map(rule => rule.collectorRuleId).filter(id => id !== collectorRuleId);
      ids.splice(order - 1, 0, collectorRuleId);
      await this.#number(ids);
    });
  }

  /** Deletes a rule, and closes the gap. */
  async remove({ collectorRuleId, collectorId, ruleType, domainId }: CollectorRuleInfo): Promise<void> {
    await this.#postgres.transaction(async () => {
      await this.#lock(collectorId);
      await this.store.delete(collectorRuleId);
      const rules = await this.store.in({ domainId }).all({ collectorId, ruleType });
      await this.#number(rules.map(rule => rule.collectorRuleId));
    });
  }

  /** Writes the rules that a plugin's metadata has, `collector_rules`, in the place of those that it had. */
  async replaceManaged(collector: CollectorInfo, metadata: JsonObject | undefined): Promise<void> {
    const { collectorId, domainId } = collector;
    await this.store.in({ domainId }).deleteAll({ collectorId, ruleType: 'MANAGED' });
    for (const rule of managedRules(metadata)) await this.add(collector, 'MANAGED', rule);
  }

  /** Changes of one collector's rules take turns. */
  async #lock(collectorId: string): Promise<void> {
    await this.#postgres.query('select from collectors where collector_id = $1 for update', [collectorId]);
  }

  async #number(ids: readonly string[]): Promise<void> {
    await this.#postgres.execute(
      `update collector_rules r set "order" = v.n from unnest($1::text[]) with ordinality as v(id, n)
       where r.collector_rule_id = v.id and r."order" <> v.n`,
      [ids],
    );
  }
}

/** The rules in a plugin's metadata that can be read; what else is there isn't ours. */
function managedRules(metadata: JsonObject | undefined) {
  const rules = metadata?.collector_rules;
  if (!Array.isArray(rules)) return [];
  return rules.map(rule => {
    const read = fromJson(CreateCollectorRuleRequestSchema, withoutNull(rule), { ignoreUnknownFields: true });
    const { name, conditions, conditionsPolicy, actions, options, tags } = read;
    return { name, conditions, conditionsPolicy, actions, options, tags };
  });
}

/** Attributes that a plugin left unset arrive as null. */
function withoutNull(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
}
