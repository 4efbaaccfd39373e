import { errors, Service } from '@hawser/core';
import { conditions } from '@hawser/core/connector/postgres';
import {
  CloudServiceStats,
  type CloudServiceStatsAnalyzeQuery,
  type CloudServiceStatsQuery,
  CloudServiceStatsQuerySchema,
  type CloudServiceStatsStatQuery,
} from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_stats_pb.js';
import { CloudServiceStatsManager } from '../manager/cloud-service-stats.ts';
import { ProjectGroupManager } from '../manager/project-group.ts';

const ofSet = (querySetId: string) =>
  querySetId ? [{ key: 'query_set_id', value: querySetId, operator: 'eq' }] : [];

/** What query sets found, of what the caller may see. */
export class CloudServiceStatsService extends Service(CloudServiceStats) {
  readonly #stats = this.manager(CloudServiceStatsManager);
  readonly #groups = this.manager(ProjectGroupManager);

  async list(request: CloudServiceStatsQuery) {
    const and = conditions(CloudServiceStatsQuerySchema, request);
    return this.#stats.store.list(...(await this.#groups.resolve(request.query, and)));
  }

  async analyze({ query, querySetId }: CloudServiceStatsAnalyzeQuery) {
    if (!query?.fields) throw errors.required('query.fields');
    const [asked, and] = await this.#groups.resolve(query, ofSet(querySetId));
    return this.#stats.analyze(asked!, and);
  }

  async stat({ query, querySetId }: CloudServiceStatsStatQuery) {
    return this.#stats.store.stat(...(await this.#groups.resolve(query, ofSet(querySetId))));
  }
}
