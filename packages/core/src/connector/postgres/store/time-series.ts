import type { JsonObject } from '@bufbuild/protobuf';
import type { TimeSeriesAnalyzeQuery } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import type { Postgres } from '../postgres.ts';
import { type Condition, fromTimeSeriesAnalyzeQuery, runTimeSeries } from '../query/index.ts';
import type { Resource } from './resource.ts';
import { asQueryScope, boundsOf } from './tenancy.ts';

/**
 * Groups by a query of the API, and by day, month or year, the rows of a resource that the running call may see and that
 * fulfil further conditions.
 *
 * @param dateField a timestamp, or a text that begins like an ISO date
 */
export async function analyzeSeries(
  postgres: Postgres,
  resource: Resource,
  query: TimeSeriesAnalyzeQuery,
  dateField: string,
  and: readonly Condition[] = [],
): Promise<JsonObject> {
  const asked = fromTimeSeriesAnalyzeQuery(query);
  asked.filter = [...asked.filter, ...and];
  const scope = asQueryScope(boundsOf(resource, undefined));
  return { ...(await runTimeSeries(postgres.db, resource.model, asked, scope, dateField)) };
}
