import { errors } from '@hawser/core';
import {
  TimeSeriesAnalyzeQuery_Granularity as Granularity,
  type TimeSeriesAnalyzeQuery,
} from '@hawser/proto/spaceone/api/core/v2/query_pb.js';

const formats = {
  YYYY: /^\d{4}$/,
  'YYYY-MM': /^\d{4}-\d{2}$/,
  'YYYY-MM-DD': /^\d{4}-\d{2}-\d{2}$/,
};

/** What each granularity takes: the formats of dates, how wide a range may be, and how far back it may begin; months. */
const bounds = {
  DAILY: { formats: ['YYYY', 'YYYY-MM', 'YYYY-MM-DD'], last: 'YYYY-MM-DD', widest: 1, oldest: 12 },
  MONTHLY: { formats: ['YYYY', 'YYYY-MM'], last: 'YYYY-MM', widest: 12, oldest: 36 },
  YEARLY: { formats: ['YYYY'], last: 'YYYY', widest: Infinity, oldest: 36 },
} as const;

/**
 * Checks the range of a time series as SpaceONE bounds it: of days a month, within the last year; of months twelve,
 * within the last three; of years the last three.
 *
 * @throws INVALID_PARAMETER, or INVALID_PARAMETER_TYPE for a date in another format
 */
export function checkRange(query: TimeSeriesAnalyzeQuery): 'DAILY' | 'MONTHLY' | 'YEARLY' {
  const name = Granularity[query.granularity] as keyof typeof bounds | 'GRANULARITY_NONE';
  if (name === 'GRANULARITY_NONE') throw errors.required('query.granularity');
  const { widest, oldest } = bounds[name];
  const start = read(query.start, 'query.start', name);
  const last = read(query.end, 'query.end', name);
  if (query.start.trim().length !== query.end.trim().length)
    throw errors.invalid('query.end', 'Start date and end date must be the same format.');
  const end = new Date(last);
  if (name === 'DAILY') end.setUTCDate(end.getUTCDate() + 1);
  else if (name === 'MONTHLY') end.setUTCMonth(end.getUTCMonth() + 1);
  else end.setUTCFullYear(end.getUTCFullYear() + 1);
  if (start >= end) throw errors.invalid('query.end', 'End date must be greater than start date.');
  if (later(start, widest) < end)
    throw errors.invalid(
      'query.end',
      `Request up to a maximum of ${widest === 1 ? '1 month' : `${widest} months`}.`,
    );
  const now = new Date();
  const newest = Date.UTC(now.getUTCFullYear(), name === 'YEARLY' ? 0 : now.getUTCMonth(), 1);
  if (later(start, oldest).getTime() < newest)
    throw errors.invalid(
      'query.start',
      `For ${name}, you cannot request data older than ${oldest / 12} years.`,
    );
  return name;
}

/** The first day of a date, a month or a year. */
function read(text: string, at: string, granularity: keyof typeof bounds): Date {
  const { formats: allowed, last } = bounds[granularity];
  const trimmed = text.trim();
  const date = new Date(`${trimmed.padEnd(10, '-01-01'.slice(trimmed.length - 4))}T00:00:00Z`);
  const fits = allowed.some(format => formats[format].test(trimmed));
  if (!fits || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(trimmed))
    throw errors.invalidType(at, last);
  return date;
}

/** So many months later; a day that the month doesn't have is its last. */
function later(date: Date, months: number): Date {
  if (months === Infinity) return new Date(8.64e15);
  const moved = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return moved;
}
