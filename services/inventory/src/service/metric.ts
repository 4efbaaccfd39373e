import { errors, Service } from '@hawser/core';
import { conditions, given, newId } from '@hawser/core/connector/postgres';
import {
  type CreateMetricRequest,
  CreateMetricRequestSchema,
  Metric,
  type MetricQuery,
  MetricQuerySchema,
  type MetricRequest,
  type MetricStatQuery,
  type MetricTestRequest,
  MetricType,
  type UpdateMetricRequest,
  UpdateMetricRequestSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/metric_pb.js';
import { MetricManager } from '../manager/metric.ts';
import { MetricAnalysisManager } from '../manager/metric-analysis.ts';
import { ResourceGroupManager } from '../manager/resource-group.ts';
import { managedCondition } from './managed-condition.ts';

/** Analyses of the inventory whose results are kept day by day. Those that plugins bring along can't be changed. */
export class MetricService extends Service(Metric) {
  readonly #manager = this.manager(MetricManager);
  readonly #metrics = this.#manager.store;
  readonly #analysis = this.manager(MetricAnalysisManager);
  readonly #groups = this.manager(ResourceGroupManager);

  async create(request: CreateMetricRequest) {
    const { queryOptions, metricType, dateField, namespaceId } = request;
    if (!queryOptions) throw errors.required('query_options');
    const workspaceId = await this.#groups.workspaceOf(request);
    const values = {
      ...given(CreateMetricRequestSchema, request),
      queryOptions,
      metricId: request.metricId || newId('metric'),
      resourceType: request.resourceType || (await this.#manager.resourceType(namespaceId)),
      dateField: dateField || (metricType === MetricType.COUNTER ? 'created_at' : undefined),
      workspaceId,
    };
    return this.#metrics.createOnce(CreateMetricRequestSchema, request, () => this.#manager.create(values));
  }

  async update(request: UpdateMetricRequest) {
    const { metricId } = request;
    this.#groups.checkWritable('metric_id', metricId, await this.#metrics.get(metricId));
    return this.#manager.update(metricId, given(UpdateMetricRequestSchema, request, 'metricId'));
  }

  async delete({ metricId }: MetricRequest) {
    const metric = await this.#metrics.get(metricId);
    this.#groups.checkWritable('metric_id', metricId, metric);
    await this.#manager.delete(metric);
    return {};
  }

  async run({ metricId }: MetricRequest) {
    await this.#manager.run(await this.#metrics.get(metricId));
    return {};
  }

  async test({ metricId, queryOptions }: MetricTestRequest) {
    const metric = await this.#metrics.get(metricId);
    const { workspaceId } = this.transaction.scope;
    const query = queryOptions ?? metric.queryOptions;
    return { results: await this.#analysis.analyze(metric, query, workspaceId, false), more: false };
  }

  get({ metricId }: MetricRequest) {
    return this.#metrics.get(metricId);
  }

  list(request: MetricQuery) {
    const and = conditions(MetricQuerySchema, request, 'isManaged');
    return this.#metrics.list(request.query, [...and, ...managedCondition(request.isManaged)]);
  }

  stat({ query }: MetricStatQuery) {
    return this.#metrics.stat(query);
  }
}
