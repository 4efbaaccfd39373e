import type { JsonObject } from '@bufbuild/protobuf';
import { Manager } from '@hawser/core';
import { analyzeSeries, type Condition, Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { TimeSeriesAnalyzeQuery } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import { type MetricInfo, MetricType } from '@hawser/proto/spaceone/api/inventory/v1/metric_pb.js';
import { metricData, metricDataMonths } from '../model/metric-data.ts';
import { checkRange } from './date-range.ts';
import { columnKeys } from './labels.ts';

/** Values are kept by the day for so many months, by the month for so many. */
const keepDays = 12;
const keepMonths = 36;

/** The values of metrics: by the day, and by the month. */
export class MetricDataManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly store = new ResourceStore(this.#postgres, metricData);

  /** Groups values over time. @throws INVALID_PARAMETER for a range that is too wide, or wrong */
  analyze(query: TimeSeriesAnalyzeQuery, and: readonly Condition[]): Promise<JsonObject> {
    const granularity = checkRange(query);
    const [resource, field] =
      granularity === 'DAILY'
        ? [metricData, 'created_date']
        : [metricDataMonths, granularity === 'MONTHLY' ? 'created_month' : 'created_year'];
    return analyzeSeries(this.#postgres, resource, query, field, and);
  }

  /** Writes a day's values in the place of those that it had, and with them the month's; deletes what is too old. */
  async replace(metric: MetricInfo, day: string, results: readonly JsonObject[]): Promise<void> {
    const { metricId, domainId, namespaceId, unit, metricType } = metric;
    const month = day.slice(0, 7);
    const which = [domainId, metricId];
    await this.#postgres.query(
      'select from metrics where domain_id = $1 and metric_id = $2 for update',
      which,
    );
    await this.#postgres.execute(
      'delete from metric_data where domain_id = $1 and metric_id = $2 and created_date = $3',
      [...which, day],
    );
    await this.#postgres.execute(
      `insert into metric_data (metric_id, domain_id, namespace_id, unit, created_year, created_month, created_date,
         workspace_id, project_id, service_account_id, value, labels)
       select $2, $1, $3, $4, $5, $6, $7, v.workspace_id, v.project_id, v.service_account_id, coalesce(v.value, 0), v.labels
       from json_to_recordset($8::json) as v(workspace_id text, project_id text, service_account_id text, value float8, labels jsonb)
       where v.workspace_id is not null`,
      [...which, namespaceId, unit || null, day.slice(0, 4), month, day, JSON.stringify(results.map(rowOf))],
    );
    await this.#postgres.execute(
      'delete from metric_data_months where domain_id = $1 and metric_id = $2 and created_month = $3',
      [...which, month],
    );
    // What adds up is summed over the month; what stands for a moment is the month's last.
    const days =
      metricType === MetricType.COUNTER ? 'created_month = $3' : 'created_date = $4 and created_month = $3';
    await this.#postgres.execute(
      `insert into metric_data_months (metric_id, domain_id, namespace_id, unit, created_year, created_month,
         workspace_id, project_id, service_account_id, value, labels)
       select metric_id, domain_id, namespace_id, max(unit), created_year, created_month,
         workspace_id, project_id, service_account_id, sum(value), labels
       from metric_data where domain_id = $1 and metric_id = $2 and ${days} and $4::text is not null
       group by metric_id, domain_id, namespace_id, created_year, created_month, workspace_id, project_id,
         service_account_id, labels`,
      [...which, month, day],
    );
    await this.#deleteOld(which);
  }

  async deleteAll({ metricId, domainId }: MetricInfo): Promise<void> {
    const which = [domainId, metricId];
    await this.#postgres.execute('delete from metric_data where domain_id = $1 and metric_id = $2', which);
    await this.#postgres.execute(
      'delete from metric_data_months where domain_id = $1 and metric_id = $2',
      which,
    );
  }

  async #deleteOld(which: readonly string[]): Promise<void> {
    const monthsAgo = (months: number) => {
      const now = new Date();
      return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1)).toISOString();
    };
    await this.#postgres.execute(
      'delete from metric_data where domain_id = $1 and metric_id = $2 and created_month < $3',
      [...which, monthsAgo(keepDays).slice(0, 7)],
    );
    await this.#postgres.execute(
      'delete from metric_data_months where domain_id = $1 and metric_id = $2 and created_year < $3',
      [...which, monthsAgo(keepMonths).slice(0, 4)],
    );
  }
}

/** A result of an analysis as a row: what isn't a column is a label. */
function rowOf(result: JsonObject): JsonObject {
  const { value = 0, ...keys } = result;
  const labels = Object.fromEntries(Object.entries(keys).filter(([key]) => !columnKeys.has(key)));
  const columns = Object.fromEntries(Object.entries(keys).filter(([key]) => columnKeys.has(key)));
  return { ...columns, value, labels };
}
