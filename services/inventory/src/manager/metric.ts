import type { JsonObject } from '@bufbuild/protobuf';
import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { AnalyzeQuery } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import { type MetricInfo, MetricType } from '@hawser/proto/spaceone/api/inventory/v1/metric_pb.js';
import { metrics } from '../model/metric.ts';
import { groupByOf } from './group-by.ts';
import { labelsOf } from './labels.ts';
import { MetricAnalysisManager } from './metric-analysis.ts';
import { MetricDataManager } from './metric-data.ts';
import { NamespaceManager } from './namespace.ts';

/** Metrics, and the way from their queries to their values. */
export class MetricManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly store = new ResourceStore(this.#postgres, metrics);
  readonly #analysis = this.manager(MetricAnalysisManager);
  readonly #data = this.manager(MetricDataManager);
  readonly #namespaces = this.manager(NamespaceManager);

  /** Creates a metric with its first values. @throws INVALID_PARAMETER for a query that can't be one */
  async create(
    values: Parameters<typeof this.store.create>[0] & { queryOptions: AnalyzeQuery },
  ): Promise<MetricInfo> {
    checkFields(values.queryOptions);
    return this.#postgres.transaction(async () => {
      const metric = await this.store.create({ ...values, labelsInfo: labels(values.queryOptions) });
      await this.run(metric);
      return metric;
    });
  }

  /** Changes a metric and computes its values; those of another query are deleted. */
  async update(metricId: string, values: Parameters<typeof this.store.update>[1]): Promise<MetricInfo> {
    const query = values.queryOptions as AnalyzeQuery | undefined;
    if (query) checkFields(query);
    return this.#postgres.transaction(async () => {
      const metric = await this.store.update(metricId, {
        ...values,
        ...(query && { labelsInfo: labels(query) }),
      });
      if (query) await this.#data.deleteAll(metric);
      await this.run(metric);
      return metric;
    });
  }

  async delete(metric: MetricInfo): Promise<void> {
    await this.#postgres.transaction(async () => {
      await this.store.delete(metric.metricId);
      await this.#data.deleteAll(metric);
    });
  }

  /**
   * Computes a metric's values and keeps them: as those of today, or of a COUNTER of the day before.
   * @param dayBefore of a COUNTER: for the day before the last one that is over
   */
  async run(metric: MetricInfo, dayBefore = false): Promise<void> {
    const back = dayBefore && metric.metricType === MetricType.COUNTER;
    const results = await this.#analysis.analyze(metric, metric.queryOptions, undefined, back);
    const day = new Date(Date.now() - (back ? 86_400_000 : 0)).toISOString().slice(0, 10);
    await this.#postgres.transaction(() => this.#data.replace(metric, day, results));
  }

  /** The kind of resource that a metric of a namespace is about. @throws REQUIRED_PARAMETER without such a namespace */
  async resourceType(namespaceId: string): Promise<string> {
    const namespace = await this.#namespaces.store.find({ namespaceId });
    if (!namespace) throw errors.required('resource_type');
    return namespace.resourceType;
  }
}

const labels = (query: AnalyzeQuery): JsonObject[] => labelsOf(groupByOf(query));

function checkFields({ fields }: AnalyzeQuery): void {
  if (fields === undefined || !Object.hasOwn(fields, 'value'))
    throw errors.invalid('query_options.fields', 'a field of the name value is needed');
}
