import { type RawBuilder, sql } from 'kysely';
import type { ColumnType } from './model.ts';
import { jsonPath } from './path.ts';
import type { JsonTarget, Target } from './target.ts';
import { timeOfText } from './text-filter.ts';

type Sql = RawBuilder<unknown>;

/** A value to compute with. SQL's NULL is MongoDB's "missing"; null in a JSON value is jsonb's. */
export interface Value {
  sql: Sql;
  type: ColumnType;
}

/** The value that a key stands for. Where lists are on the way to it, it is the list of the values in them. */
export function valueAt(target: Target): Value {
  if (target.kind === 'column') return { sql: target.sql, type: target.type };
  return { sql: jsonValue(target), type: 'json' };
}

function jsonValue({ root, parts }: JsonTarget): Sql {
  if (parts.length === 0) return root;
  const direct = sql`(${root} #> ${parts}::text[])`;
  const throughList = parts.map((_, i) =>
    i === 0
      ? sql`jsonb_typeof(${root}) = 'array'`
      : sql`jsonb_typeof(${root} #> ${parts.slice(0, i)}::text[]) = 'array'`,
  );
  return sql`coalesce(${direct}, case when ${sql.join(throughList, sql` or `)}
    then jsonb_path_query_array(${root}, ${jsonPath(parts)}::jsonpath) end)`;
}

/** The value as a double; NULL where it is no number. */
export function numberOf({ sql: value, type }: Value): Sql {
  if (type === 'float') return value;
  if (type === 'int') return sql`${value}::float8`;
  if (type === 'json') return sql`(case jsonb_typeof(${value}) when 'number' then ${value}::float8 end)`;
  return sql`null::float8`;
}

/** The value as a jsonb; NULL where it is missing. */
export function jsonOf({ sql: value, type }: Value): Sql {
  if (type === 'json') return value;
  if (type !== 'timestamp') return sql`to_jsonb(${value})`;
  return sql`to_jsonb(to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;
}

/** The value as a time in UTC without zone; NULL where it is none. */
export function timeOf({ sql: value, type }: Value): Sql {
  if (type === 'timestamp') return sql`(${value} at time zone 'UTC')`;
  if (type === 'text') return sql`(${timeOfText(value)} at time zone 'UTC')`;
  if (type !== 'json') return sql`null::timestamp`;
  return sql`(${timeOfText(sql`(case jsonb_typeof(${value}) when 'string' then ${value} #>> '{}' end)`)} at time zone 'UTC')`;
}

/** The elements of a value that is a list, as a table of jsonb; of none otherwise. */
export function listOf({ sql: value, type }: Value): Sql {
  if (type === 'text[]') return sql`jsonb_array_elements(to_jsonb(${value}))`;
  if (type !== 'json') return sql`jsonb_array_elements('[]')`;
  return sql`jsonb_array_elements(case jsonb_typeof(${value}) when 'array' then ${value} else '[]' end)`;
}
