import pg from 'pg';

const { builtins } = pg.types;

/**
 * A timestamptz of PostgreSQL as ISO 8601 text in UTC with milliseconds: `2026-01-01 00:00:00.5+00` becomes
 * `2026-01-01T00:00:00.500Z`.
 */
export function isoTime(text: string): string {
  if (text.length >= 22 && text.endsWith('+00') && text.charCodeAt(4) === 45) {
    const fraction = text.slice(20, Math.min(23, text.length - 3));
    return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(3, '0')}Z`;
  }
  const time = new Date(text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00'));
  return Number.isNaN(time.getTime()) ? text : time.toISOString();
}

const own = new Map<number, (text: string) => unknown>([
  [builtins.TIMESTAMPTZ, isoTime],
  [builtins.INT8, Number],
  [builtins.NUMERIC, Number],
]);

/** How values come out of the database: times as ISO text, wide numbers as numbers, the rest as `pg` has it. */
export const typeParsers = {
  getTypeParser(id: number, format?: 'text' | 'binary') {
    const parse = format === 'binary' ? undefined : own.get(id);
    return parse ?? pg.types.getTypeParser(id, format as 'text');
  },
} as pg.CustomTypesConfig;
