import { Manager } from '@hawser/core';
import type { Condition } from '@hawser/core/connector/postgres';
import type { Filter } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import { ProjectGroupManager } from './project-group.ts';

/** A query message, of any kind, whose filter may name what isn't a column of cloud services. */
interface Filtered {
  filter: Filter[];
}

const active: Condition = { key: 'state', value: 'ACTIVE', operator: 'eq' };

/** What queries of cloud services mean beside their words. */
export class CloudServiceQueryManager extends Manager {
  readonly #groups = this.manager(ProjectGroupManager);

  /**
   * Replaces project groups by their projects, and leaves deleted resources out unless the filter asks for them.
   *
   * @param and further conditions that have to hold
   * @returns the query and the conditions to run it with
   */
  async prepare<Q extends Filtered>(
    query: Q | undefined,
    and: readonly Condition[] = [],
  ): Promise<[Q | undefined, Condition[]]> {
    const [changed, conditions] = await this.#groups.resolve(query, and);
    const asksForDeleted =
      conditions.some(({ key, value }) => key === 'state' && value === 'DELETED') ||
      changed?.filter.some(namesDeleted) === true;
    return [changed, asksForDeleted ? conditions : [...conditions, active]];
  }
}

function namesDeleted({ keyAlias, valueAlias, operatorAlias }: Filter): boolean {
  if (keyAlias.value !== 'state') return false;
  const kind = valueAlias.value?.kind;
  if (operatorAlias.value === 'eq') return kind?.case === 'stringValue' && kind.value === 'DELETED';
  if (operatorAlias.value !== 'in' && operatorAlias.value !== 'contain_in') return false;
  return (
    kind?.case === 'listValue' &&
    kind.value.values.some(({ kind: one }) => one.case === 'stringValue' && one.value === 'DELETED')
  );
}
