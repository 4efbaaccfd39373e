import { queryErrors } from './errors.ts';
import { limits } from './limits.ts';

/** A value as JSON has it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A value that isn't a list or an object. */
export type Scalar = null | boolean | number | string;

export const isScalar = (value: Json): value is Scalar => value === null || typeof value !== 'object';

export const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The text as PostgreSQL can hold it.
 *
 * @throws INVALID_PARAMETER when a null character is in it, which PostgreSQL holds nowhere
 */
export function cleanText(text: string, at: string): string {
  if (text.includes('\0')) throw queryErrors.invalid(at, 'a null character is not allowed');
  return text.toWellFormed();
}

/** The value with all its texts as PostgreSQL can hold them. See {@link cleanText}. */
export function cleanJson(value: Json, at: string, depth = 0): Json {
  if (typeof value === 'string') return cleanText(value, at);
  if (typeof value === 'number' && !Number.isFinite(value))
    throw queryErrors.invalid(at, 'is not a finite number');
  if (isScalar(value)) return value;
  if (depth >= limits.nesting) throw queryErrors.invalid(at, `at most ${limits.nesting} levels are allowed`);
  if (Array.isArray(value)) return value.map(element => cleanJson(element, at, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, element]) => [cleanText(key, at), cleanJson(element, at, depth + 1)]),
  );
}

/** A pattern for LIKE that is fulfilled by any text with `text` in it. */
export const likePattern = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

const isoTime =
  /^\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(?<zone>Z|[+-]\d{2}(:?\d{2})?)?)?)?)?$/i;

/**
 * The moment that ISO 8601 text names: a date or a date with a time, in UTC where it gives no zone. Undefined when the
 * text is something else.
 */
export function parseTime(text: string): Date | undefined {
  const match = isoTime.exec(text);
  if (!match || text.startsWith('0000')) return;
  let iso = text.replace(' ', 'T').replace(',', '.').toUpperCase();
  const zone = match.groups?.zone;
  if (iso.includes('T')) {
    if (!zone) iso += 'Z';
    else if (/^[+-]\d{2}$/.test(zone)) iso += ':00';
    else if (/^[+-]\d{4}$/.test(zone)) iso = `${iso.slice(0, -2)}:${iso.slice(-2)}`;
  }
  const time = new Date(iso);
  // Date takes the 31st of every month; a day that isn't in the calendar shows by another day coming out.
  const day = new Date(`${iso.slice(0, 10)}${iso.length >= 10 ? 'T00:00:00Z' : ''}`);
  if (Number.isNaN(time.getTime()) || !day.toISOString().startsWith(iso.slice(0, 10))) return;
  return time;
}

const timediff = /^\s*(?<base>now(?:\/[dwm])?)\s*(?:(?<sign>[+-])\s*(?<count>\d{1,9})(?<unit>[smhdw]))?\s*$/;
const milliseconds = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * The moment that SpaceONE's relative time names: `now`, or the start of the day, week (Monday) or month in UTC
 * (`now/d`, `now/w`, `now/m`), with seconds, minutes, hours, days or weeks added (`now - 3d`, `now/d+12h`). Undefined
 * when the text is something else or beyond the calendar.
 */
export function parseTimediff(text: string, now = new Date()): Date | undefined {
  const groups = timediff.exec(text)?.groups;
  if (!groups) return;
  const { base, sign, count, unit } = groups;
  const time = new Date(now);
  if (base !== 'now') time.setUTCHours(0, 0, 0, 0);
  if (base === 'now/w') time.setUTCDate(time.getUTCDate() - ((time.getUTCDay() + 6) % 7));
  if (base === 'now/m') time.setUTCDate(1);
  if (unit) {
    const distance = Number(count) * milliseconds[unit as keyof typeof milliseconds];
    time.setTime(time.getTime() + (sign === '-' ? -distance : distance));
  }
  const year = time.getUTCFullYear();
  return year >= 1 && year <= 9999 ? time : undefined;
}
