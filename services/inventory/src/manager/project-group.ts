import { create } from '@bufbuild/protobuf';
import { errors, Manager } from '@hawser/core';
import type { Condition } from '@hawser/core/connector/postgres';
import { type Filter, FilterSchema } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';

const key = 'project_group_id';

/** Conditions on project groups, which resources don't know: they stand for the projects in and below the groups. */
export class ProjectGroupManager extends Manager {
  /**
   * Replaces every condition on `project_group_id`, with `eq` or `in`, by one on `project_id`.
   *
   * @throws INVALID_PARAMETER for another operator
   */
  async resolve<Q extends { filter: Filter[] }>(
    query: Q | undefined,
    and: readonly Condition[],
  ): Promise<[Q | undefined, Condition[]]> {
    const conditions = await Promise.all(and.map(one => (one.key === key ? this.#replaced(one) : one)));
    if (!query?.filter.some(({ keyAlias }) => keyAlias.value === key)) return [query, conditions];
    const filter = query.filter.filter(({ keyAlias }) => keyAlias.value !== key);
    for (const one of query.filter) {
      if (one.keyAlias.value === key) conditions.push(await this.#replaced(conditionOf(one)));
    }
    return [{ ...query, filter }, conditions];
  }

  async #replaced({ value, operator }: Condition): Promise<Condition> {
    const groups = Array.isArray(value) ? value : [value];
    if ((operator !== 'eq' && operator !== 'in') || !groups.every(group => typeof group === 'string'))
      throw errors.invalid(key, 'only eq and in are supported');
    const lists = await Promise.all(groups.map(group => this.#projects(group)));
    return { key: 'project_id', value: lists.flat(), operator: 'in' };
  }

  async #projects(projectGroupId: string): Promise<string[]> {
    const { results } = await this.ask(Project).list({
      projectGroupId,
      includeChildren: true,
      query: { only: ['project_id'] },
    });
    return results.map(({ projectId }) => projectId);
  }
}

function conditionOf(filter: Filter): Condition {
  const { valueAlias, operatorAlias } = create(FilterSchema, filter);
  const kind = valueAlias.value?.kind;
  const value =
    kind?.case === 'listValue'
      ? kind.value.values.map(({ kind: one }) => (one.case === 'stringValue' ? one.value : null))
      : kind?.case === 'stringValue'
        ? kind.value
        : null;
  return { key, value, operator: operatorAlias.value ?? '' };
}
