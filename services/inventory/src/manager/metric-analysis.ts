import type { JsonObject } from '@bufbuild/protobuf';
import { errors, Manager } from '@hawser/core';
import type { Condition } from '@hawser/core/connector/postgres';
import type { AnalyzeQuery } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import { type MetricInfo, MetricType } from '@hawser/proto/spaceone/api/inventory/v1/metric_pb.js';
import { settingsOf } from '../settings.ts';
import { CloudServiceManager } from './cloud-service.ts';
import { CloudServiceQueryManager } from './cloud-service-query.ts';
import { groupedAlso } from './group-by.ts';

const dayMs = 86_400_000;

/** The keys that every value is told apart by: where cloud services have them. */
const always = ['collection_info.service_account_id', 'project_id', 'workspace_id'];

/** Computes the values of metrics from cloud services. */
export class MetricAnalysisManager extends Manager {
  readonly #services = this.manager(CloudServiceManager);
  readonly #queries = this.manager(CloudServiceQueryManager);

  /**
   * The values of a query, each with its workspace, project and service account and with what else it is grouped by.
   *
   * @param workspaceId only of this workspace
   * @param dayBefore of a COUNTER: a day earlier
   * @throws INVALID_PARAMETER for a metric of something other than cloud services, or a query that can't be run
   */
  async analyze(
    metric: MetricInfo,
    query: AnalyzeQuery | undefined,
    workspaceId: string | undefined,
    dayBefore: boolean,
  ): Promise<JsonObject[]> {
    if (!query) throw errors.required('query_options');
    const and = [...kindOf(metric.resourceType), ...this.#days(metric, dayBefore)];
    const only = metric.workspaceId === '*' ? workspaceId : metric.workspaceId;
    const [asked, conditions] = await this.#queries.prepare(groupedAlso(query, always), and);
    const services = this.#services.store.in({ domainId: metric.domainId, workspaceId: only });
    return (await services.analyze(asked, conditions)).results as JsonObject[];
  }

  /** A COUNTER counts what happened on one day, which ends at the last METRIC_SCHEDULE_HOUR. */
  #days({ metricType, dateField }: MetricInfo, dayBefore: boolean): Condition[] {
    if (metricType !== MetricType.COUNTER) return [];
    const end = new Date();
    end.setUTCHours(settingsOf(this.host).METRIC_SCHEDULE_HOUR, 0, 0, 0);
    const to = end.getTime() - (dayBefore ? dayMs : 0);
    const key = dateField || 'created_at';
    return [
      { key, value: new Date(to - dayMs).toISOString(), operator: 'datetime_gte' },
      { key, value: new Date(to).toISOString(), operator: 'datetime_lt' },
    ];
  }
}

/** `inventory.CloudService`, or with `:provider.group.type` those of one type. */
function kindOf(resourceType: string): Condition[] {
  const [resource, type] = resourceType.split(':');
  if (resource !== 'inventory.CloudService')
    throw errors.invalid('resource_type', `'${resourceType}' has no metrics`);
  if (type === undefined) return [];
  const [provider, group, name, ...rest] = type.split('.');
  if (!provider || !group || !name || rest.length > 0)
    throw errors.invalid('resource_type', `'${resourceType}' doesn't end in provider.group.type`);
  return [
    { key: 'provider', value: provider, operator: 'eq' },
    { key: 'cloud_service_group', value: group, operator: 'eq' },
    { key: 'cloud_service_type', value: name, operator: 'eq' },
  ];
}
