import { errors, Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  type CreateMetricExampleRequest,
  CreateMetricExampleRequestSchema,
  MetricExample,
  type MetricExampleQuery,
  MetricExampleQuerySchema,
  type MetricExampleRequest,
  type MetricExampleStatQuery,
  type UpdateMetricExampleRequest,
  UpdateMetricExampleRequestSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/metric_example_pb.js';
import { MetricExampleManager } from '../manager/metric-example.ts';

/** Views of metrics that users keep for themselves: with filters, grouping and period. */
export class MetricExampleService extends Service(MetricExample) {
  readonly #manager = this.manager(MetricExampleManager);
  readonly #examples = this.#manager.store;

  async create(request: CreateMetricExampleRequest) {
    if (!request.metricId) throw errors.required('metric_id');
    const { namespaceId } = await this.#manager.metric(request.metricId);
    const values = { ...given(CreateMetricExampleRequestSchema, request), namespaceId };
    return this.#examples.createOnce(CreateMetricExampleRequestSchema, request, () =>
      this.#examples.create(values),
    );
  }

  update(request: UpdateMetricExampleRequest) {
    const values = given(UpdateMetricExampleRequestSchema, request, 'exampleId');
    return this.#examples.update(request.exampleId, values);
  }

  async delete({ exampleId }: MetricExampleRequest) {
    await this.#examples.delete(exampleId);
    return {};
  }

  get({ exampleId }: MetricExampleRequest) {
    return this.#examples.get(exampleId);
  }

  list(request: MetricExampleQuery) {
    return this.#examples.list(request.query, conditions(MetricExampleQuerySchema, request));
  }

  stat({ query }: MetricExampleStatQuery) {
    return this.#examples.stat(query);
  }
}
