import { type RawBuilder, sql } from 'kysely';
import { queryErrors } from './errors.ts';
import type { Asked } from './operators.ts';
import type { ColumnTarget } from './target.ts';
import { textTest } from './text-filter.ts';
import { type Json, parseTime, type Scalar } from './value.ts';

type Sql = RawBuilder<unknown>;

const comparisons = { '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=` } as const;

/** Whether a column's value fulfils a test. SQL's NULL where the column is NULL, as long as the test isn't negated. */
export function columnTest(target: ColumnTarget, asked: Asked, at: string): Sql {
  const { sql: column } = target;
  switch (asked.kind) {
    case 'equal':
      return equal(target, asked.values, at);
    case 'compare':
      return sql`${column} ${comparisons[asked.comparison]} ${operand(target, [asked.value], at)}`;
    case 'exists':
      return sql`${column} is not null`;
    case 'time':
      if (target.type === 'timestamp') {
        return sql`${column} ${comparisons[asked.comparison]} ${asked.value}::timestamptz`;
      }
      return textTest(textOf(target, at), asked);
    case 'contain':
    case 'regex':
      return textTest(textOf(target, at), asked);
    case 'match':
      throw queryErrors.invalid(at.replace(/value$/, 'operator'), "'match' needs a key that holds a list");
  }
}

function textOf(target: ColumnTarget, at: string): Sql {
  if (target.type === 'text') return target.sql;
  throw queryErrors.invalid(
    at.replace(/value$/, 'operator'),
    `can't be used on a key of type ${target.type}`,
  );
}

function equal(target: ColumnTarget, values: readonly Json[], at: string): Sql {
  const { sql: column, type } = target;
  const present = values.filter(value => value !== null);
  const parts: Sql[] = [];
  if (type === 'text[]') {
    // Containment and overlap are what a GIN index on an array serves.
    if (present.length > 0) parts.push(sql`${column} && ${operand(target, present, at)}`);
  } else if (present.length === 1) {
    parts.push(sql`${column} = ${operand(target, present, at)}`);
  } else if (present.length > 1) {
    parts.push(sql`${column} = any(${operand(target, present, at)})`);
  }
  if (present.length < values.length) parts.push(sql`${column} is null`);
  if (parts.length === 0) return sql`false`;
  return parts.length === 1 ? parts[0]! : sql`(${sql.join(parts, sql` or `)})`;
}

/** One value, or an array of several, as the column's type compares with. */
function operand(target: ColumnTarget, values: readonly Json[], at: string): Sql {
  const read = values.map((value, i) => operandValue(target, value, values.length > 1 ? `${at}[${i}]` : at));
  const list = read.length > 1 || target.type === 'text[]';
  switch (target.type) {
    case 'text':
      return list ? sql`${read}::text[]` : sql`${read[0]}`;
    case 'text[]':
      return sql`${read}::text[]`;
    case 'bool':
      return list ? sql`${read}::bool[]` : sql`${read[0]}::bool`;
    case 'timestamp':
      return list ? sql`${read}::timestamptz[]` : sql`${read[0]}::timestamptz`;
    case 'int':
    case 'float': {
      // An index on an integer column serves int8, but not float8.
      if (target.type === 'int' && read.every(Number.isSafeInteger)) {
        return list ? sql`${read}::int8[]` : sql`${read[0]}::int8`;
      }
      return list ? sql`${read}::float8[]` : sql`${read[0]}::float8`;
    }
  }
}

const typeNames = {
  text: 'text',
  'text[]': 'text',
  bool: 'bool',
  timestamp: 'ISO 8601 text',
  int: 'number',
  float: 'number',
};

function operandValue(target: ColumnTarget, value: Json, at: string): Scalar {
  const { type } = target;
  if (type === 'timestamp') {
    const time = typeof value === 'string' ? parseTime(value) : undefined;
    if (time) return time.toISOString();
  } else {
    const wanted = type === 'bool' ? 'boolean' : type === 'int' || type === 'float' ? 'number' : 'string';
    if (typeof value === wanted) return value as Scalar;
  }
  throw queryErrors.wrongType(at, typeNames[type]);
}
