import { type Kysely, type RawBuilder, sql } from 'kysely';
import {
  type AnalyzeResult,
  analyzeRelation,
  type CompiledAnalyze,
  readGroupBy,
  runCompiledAnalyze,
} from './analyze.ts';
import { queryErrors } from './errors.ts';
import type { QueryModel } from './model.ts';
import type { GroupKey, TimeSeriesQuery } from './query.ts';
import type { Scope } from './scope.ts';
import { filteredRelation } from './stat.ts';
import { type ColumnTarget, modelResolver } from './target.ts';

/** How a date is shown at each granularity, and how long that is. */
const granularities = {
  DAILY: { format: '%Y-%m-%d', length: 10 },
  MONTHLY: { format: '%Y-%m', length: 7 },
  YEARLY: { format: '%Y', length: 4 },
} as const;

/**
 * Compiles an analysis over time within a scope: rows from the first day, month or year `start` to the last `end`
 * inclusive, grouped by the day, month or year of `dateField` as the key `date` as well.
 *
 * @param dateField a timestamp, or a text that begins like an ISO date (`2026-01-31`, `2026-01`, `2026`)
 * @throws HawserError naming the path of what is wrong in the query
 */
export function compileTimeSeries(
  model: QueryModel,
  query: TimeSeriesQuery,
  scope: Scope,
  dateField: string,
): CompiledAnalyze {
  const { granularity } = query;
  if (granularity === '') throw queryErrors.required('query.granularity');
  const { format, length } = granularities[granularity];
  const start = readDay(query.start, 'query.start');
  const end = readDay(query.end, 'query.end');
  const target = modelResolver(model)(dateField, 'date_field');
  if (target.kind !== 'column' || (target.type !== 'timestamp' && target.type !== 'text')) {
    throw new Error(`the date field '${dateField}' is neither a timestamp nor a text`);
  }
  const { relation, regexes } = filteredRelation(model, query, scope);
  const dates = { ...relation, where: [...relation.where, between(target, start.first, end.last)] };
  const date: GroupKey = {
    key: dateField,
    name: 'date',
    dateFormat: format,
    prefix: length,
    at: 'date_field',
    nameAt: 'query.group_by',
  };
  return analyzeRelation(dates, query, [...readGroupBy(query.groupBy), date], regexes);
}

interface Days {
  first: string;
  last: string;
}

/** The first and the last day of a day, month or year. */
function readDay(text: string, at: string): Days {
  if (text === '') throw queryErrors.required(at);
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (match) {
    const [, year, month, day] = match.map(Number) as [number, number, number, number];
    const first = new Date(Date.UTC(year, (month || 1) - 1, day || 1));
    const last = new Date(Date.UTC(year, (month || 12) - 1 + (day ? 0 : 1), day || 0));
    const days = { first: first.toISOString().slice(0, 10), last: last.toISOString().slice(0, 10) };
    if (days.first.startsWith(text) && year > 0) return days;
  }
  throw queryErrors.wrongType(at, text.length === 4 ? 'YYYY' : text.length === 7 ? 'YYYY-MM' : 'YYYY-MM-DD');
}

function between({ sql: column, type }: ColumnTarget, first: string, last: string): RawBuilder<unknown> {
  if (type === 'timestamp') {
    return sql`(${column} >= ${`${first}T00:00:00Z`}::timestamptz
      and ${column} < ${`${last}T00:00:00Z`}::timestamptz + interval '1 day')`;
  }
  // A text may be just a month or a year, which is compared with as much of the days. The year alone suits an index.
  return sql`(${column} >= ${first.slice(0, 4)} and left(${column}, 10) between
    left(${first}, length(${column})) and left(${last}, length(${column})))`;
}

/**
 * Runs an analysis over time within a scope, see {@link compileTimeSeries}.
 *
 * @throws HawserError for a query that is wrong; database errors as they are
 */
export const runTimeSeries = async <DB>(
  db: Kysely<DB>,
  model: QueryModel,
  query: TimeSeriesQuery,
  scope: Scope,
  dateField: string,
): Promise<AnalyzeResult> => runCompiledAnalyze(db, compileTimeSeries(model, query, scope, dateField));
