import type { JsonObject } from '@bufbuild/protobuf';
import { Manager } from '@hawser/core';
import { analyzeSeries, type Condition, Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { TimeSeriesAnalyzeQuery } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import type { CloudServiceQuerySetInfo } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_query_set_pb.js';
import { cloudServiceStats, cloudServiceStatsMonths } from '../model/cloud-service-stats.ts';
import { checkRange } from './date-range.ts';

/** Statistics are kept by the day for so many months, by the month for so many. */
const keepDays = 12;
const keepMonths = 36;

/** The columns of statistics that an analysis of cloud services yields as they are. */
export const statsColumns = [
  'provider',
  'cloud_service_group',
  'cloud_service_type',
  'region_code',
  'account',
  'project_id',
  'workspace_id',
] as const;

const columns = [...statsColumns, 'data', 'unit', 'additional_info'].join(', ');
const types = `${statsColumns.map(name => `${name} text`).join(', ')}, data jsonb, unit jsonb, additional_info jsonb`;

/** What query sets found: by the day, and by the month. */
export class CloudServiceStatsManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly store = new ResourceStore(this.#postgres, cloudServiceStats);

  /** Groups statistics over time. @throws INVALID_PARAMETER for a range that is too wide, or wrong */
  analyze(query: TimeSeriesAnalyzeQuery, and: readonly Condition[]): Promise<JsonObject> {
    return checkRange(query) === 'DAILY'
      ? analyzeSeries(this.#postgres, cloudServiceStats, query, 'created_date', and)
      : analyzeSeries(this.#postgres, cloudServiceStatsMonths, query, 'created_month', and);
  }

  /**
   * Writes what a query set found in the place of what it found earlier on the same day and in the same month, and deletes
   * what is too old. Nothing is written for one that was deleted meanwhile.
   *
   * @param day `YYYY-MM-DD`
   */
  async replace(set: CloudServiceQuerySetInfo, day: string, results: readonly JsonObject[]): Promise<void> {
    const { querySetId, domainId } = set;
    const rows = JSON.stringify(results.map(result => rowOf(set, result)));
    await this.#postgres.transaction(async () => {
      const known = await this.#postgres.query(
        'select from cloud_service_query_sets where query_set_id = $1 for update',
        [querySetId],
      );
      if (known.length === 0) return;
      for (const [table, column, date, oldest] of [
        ['cloud_service_stats', 'created_date', day, firstOf(day, keepDays)],
        [
          'cloud_service_stats_months',
          'created_month',
          day.slice(0, 7),
          firstOf(day, keepMonths).slice(0, 7),
        ],
      ] as const) {
        await this.#postgres.execute(
          `delete from ${table} where query_set_id = $1 and (${column} = $2 or ${column} < $3)`,
          [querySetId, date, oldest],
        );
        await this.#postgres.execute(
          `insert into ${table} (query_set_id, domain_id, ${column}, ${columns})
           select $1, $2, $3, ${columns} from json_to_recordset($4::json) as v(${types})`,
          [querySetId, domainId, date, rows],
        );
      }
    });
  }
}

/** The first day of the month so many months before a day. */
function firstOf(day: string, monthsBefore: number): string {
  const date = new Date(day);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - monthsBefore, 1);
  return new Date(first).toISOString().slice(0, 10);
}

/** A result as a row: its fields are the data, each with a unit, and what else it is grouped by is additional. */
function rowOf(set: CloudServiceQuerySetInfo, result: JsonObject): JsonObject {
  const { dataKeys, additionalInfoKeys, unit = {} } = set;
  return {
    ...pick(statsColumns, name => result[name] ?? null),
    data: pick(dataKeys, name => result[name] ?? 0),
    unit: pick(dataKeys, name => unit[name] ?? 'Count'),
    additional_info: pick(additionalInfoKeys, name => result[name] ?? null),
  };
}

const pick = (names: readonly string[], of: (name: string) => JsonObject[string]): JsonObject =>
  Object.fromEntries(names.map(name => [name, of(name)]));
