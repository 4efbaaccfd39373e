import { create, type JsonObject } from '@bufbuild/protobuf';
import { errors, Manager } from '@hawser/core';
import { type Condition, Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import { type AnalyzeQuery, AnalyzeQuerySchema } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import {
  type CloudServiceQuerySetInfo,
  CloudServiceQuerySetInfo_State as State,
} from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_query_set_pb.js';
import { querySets } from '../model/query-set.ts';
import { CloudServiceManager } from './cloud-service.ts';
import { CloudServiceQueryManager } from './cloud-service-query.ts';
import { CloudServiceStatsManager, statsColumns } from './cloud-service-stats.ts';
import { groupByOf, groupedAlso } from './group-by.ts';
import { groupKeyOf } from './labels.ts';

/** Analyses of cloud services, and the way from them to statistics. */
export class QuerySetManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly store = new ResourceStore(this.#postgres, querySets);
  readonly #services = this.manager(CloudServiceManager).store;
  readonly #queries = this.manager(CloudServiceQueryManager);
  readonly #stats = this.manager(CloudServiceStatsManager);

  /** Creates a query set, without statistics yet. @throws INVALID_PARAMETER for a query that can't be run */
  create(
    values: Parameters<typeof this.store.create>[0] & { queryOptions: AnalyzeQuery },
  ): Promise<CloudServiceQuerySetInfo> {
    const keys = keysOf(values.queryOptions);
    return this.#postgres.transaction(async () => {
      const set = await this.store.create({ ...values, ...keys, queryType: 'CUSTOM' });
      await this.#analyze(set);
      return set;
    });
  }

  /** Changes a query set; its statistics stay. @throws INVALID_PARAMETER for a query that can't be run */
  update(
    querySetId: string,
    values: Parameters<typeof this.store.update>[1] & { queryOptions?: AnalyzeQuery },
  ): Promise<CloudServiceQuerySetInfo> {
    const { queryOptions } = values;
    const keys = queryOptions && keysOf(queryOptions);
    return this.#postgres.transaction(async () => {
      const set = await this.store.update(querySetId, { ...values, ...keys });
      if (queryOptions) await this.#analyze(set);
      return set;
    });
  }

  /** Keeps what a query set finds as its statistics of today, in UTC. @throws INVALID_PARAMETER when it is disabled */
  async run(set: CloudServiceQuerySetInfo): Promise<void> {
    const results = await this.test(set);
    await this.#stats.replace(set, new Date().toISOString().slice(0, 10), results);
  }

  /** What a query set finds. @throws INVALID_PARAMETER when it is disabled */
  async test(set: CloudServiceQuerySetInfo): Promise<JsonObject[]> {
    if (set.state !== State.ENABLED) throw errors.invalid('query_set_id', 'the query set is disabled');
    return this.#analyze(set);
  }

  async #analyze(set: CloudServiceQuerySetInfo): Promise<JsonObject[]> {
    const query = set.queryOptions ?? create(AnalyzeQuerySchema);
    const [asked, and] = await this.#queries.prepare(groupedAlso(query, statsColumns), [
      equal('provider', set.provider),
      equal('cloud_service_group', set.cloudServiceGroup),
      equal('cloud_service_type', set.cloudServiceType),
    ]);
    const workspaceId = set.workspaceId === '*' ? undefined : set.workspaceId;
    const services = this.#services.in({ domainId: set.domainId, workspaceId });
    return (await services.analyze(asked, and)).results as JsonObject[];
  }
}

const equal = (key: string, value: string): Condition => ({ key, value, operator: 'eq' });

/**
 * Under which names the results of a query have values, and what they are grouped by beside the columns of statistics.
 *
 * @throws REQUIRED_PARAMETER without fields; INVALID_PARAMETER for groups of groups, whose values are no numbers, or for a
 * name that is taken
 */
function keysOf(query: AnalyzeQuery): { dataKeys: string[]; additionalInfoKeys: string[] } {
  const { fields = {}, select, fieldGroup } = query;
  if (Object.keys(fields).length === 0) throw errors.required('query_options.fields');
  if (fieldGroup.length > 0)
    throw errors.invalid('query_options.field_group', 'statistics are kept for each group');
  const named = groupByOf(groupedAlso(query, statsColumns)).map(option => groupKeyOf(option).name);
  const additionalInfoKeys = named.slice(0, -statsColumns.length);
  const taken = statsColumns.find(name => additionalInfoKeys.includes(name));
  if (taken)
    throw errors.invalid('query_options.group_by', `all statistics have ${taken}: give key and another name`);
  const dataKeys = Object.keys(select ?? fields).filter(name => !named.includes(name));
  return { dataKeys, additionalInfoKeys };
}
