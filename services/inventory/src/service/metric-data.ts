import { errors, Service } from '@hawser/core';
import { conditions } from '@hawser/core/connector/postgres';
import {
  MetricData,
  type MetricDataAnalyzeQuery,
  type MetricDataQuery,
  MetricDataQuerySchema,
  type MetricDataStatQuery,
} from '@hawser/proto/spaceone/api/inventory/v1/metric_data_pb.js';
import { MetricDataManager } from '../manager/metric-data.ts';
import { ProjectGroupManager } from '../manager/project-group.ts';

const ofMetric = (metricId: string) =>
  metricId ? [{ key: 'metric_id', value: metricId, operator: 'eq' }] : [];

/** The values of metrics, of what the caller may see. */
export class MetricDataService extends Service(MetricData) {
  readonly #data = this.manager(MetricDataManager);
  readonly #groups = this.manager(ProjectGroupManager);

  async list(request: MetricDataQuery) {
    const and = conditions(MetricDataQuerySchema, request);
    return this.#data.store.list(...(await this.#groups.resolve(request.query, and)));
  }

  async analyze({ query, metricId }: MetricDataAnalyzeQuery) {
    if (!query?.fields) throw errors.required('query.fields');
    const [asked, and] = await this.#groups.resolve(query, ofMetric(metricId));
    return this.#data.analyze(asked!, and);
  }

  async stat({ query, metricId }: MetricDataStatQuery) {
    return this.#data.store.stat(...(await this.#groups.resolve(query, ofMetric(metricId))));
  }
}
