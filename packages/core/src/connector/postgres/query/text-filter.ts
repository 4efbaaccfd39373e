import { type RawBuilder, sql } from 'kysely';
import type { Asked } from './operators.ts';
import { likePattern } from './value.ts';

type Sql = RawBuilder<unknown>;

const comparisons = { '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=` } as const;

/** Whether a text contains, matches or is a time as asked. Letters' case is ignored, as SpaceONE does. */
export function textTest(text: Sql, asked: Asked & { kind: 'contain' | 'regex' | 'time' }): Sql {
  if (asked.kind === 'time') {
    return sql`${timeOfText(text)} ${comparisons[asked.comparison]} ${asked.value}::timestamptz`;
  }
  if (asked.values.length === 0) return sql`false`;
  const [like, values] =
    asked.kind === 'contain' ? [sql`ilike`, asked.values.map(likePattern)] : [sql`~*`, asked.values];
  if (values.length === 1) return sql`${text} ${like} ${values[0]}`;
  return sql`${text} ${like} any(${values}::text[])`;
}

const isoTime =
  '^\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}([.]\\d{1,9})?)?(Z|[+-]\\d{2}(:?\\d{2})?)?)?$';

/** The moment that ISO 8601 text names, in UTC where it gives no zone; NULL when it is other text. */
export function timeOfText(text: Sql): Sql {
  return sql`(case when ${text} ~ ${sql.lit(isoTime)} and pg_input_is_valid(${text}, 'timestamptz') then
    case when ${text} ~ ':.*(Z|[+-]\\d{2}(:?\\d{2})?)$' then ${text}::timestamptz
    else ${text}::timestamp at time zone 'UTC' end end)`;
}
