import { sql } from 'kysely';
import { elementPath } from './path.ts';
import { type Field, type Relation, relationOf, resolverOf, write } from './relation.ts';
import { rank } from './sort.ts';
import { within } from './target.ts';

/** The distinct values of a key, as rows whose `value` they are, in order. The elements of lists are values, too. */
export function compileDistinct(rows: Relation, key: string, at: string): Relation {
  const target = resolverOf(rows)(key, at);
  const value = sql.id('d', 'f0');
  if (target.kind === 'column' && target.type !== 'text[]') {
    const present = { ...rows, where: [...rows.where, sql`${target.sql} is not null`] };
    const from = sql`(${write(present, sql`distinct ${target.sql} as f0`, false)}) as d`;
    return relationOf(rows.model, from, new Map([['value', field(value, target.type)]]), [value]);
  }
  const { root, parts } = target.kind === 'json' ? target : within(sql`to_jsonb(${target.sql})`, []);
  const elements = sql`${rows.model.from} cross join lateral jsonb_path_query(${root}, ${elementPath(parts)}::jsonpath) as e(v)`;
  const joined = { ...rows, model: { ...rows.model, from: elements } };
  const from = sql`(${write(joined, sql`distinct e.v as f0`, false)}) as d`;
  return relationOf(rows.model, from, new Map([['value', field(value, 'json')]]), [rank(value), value]);
}

const field = (value: Field['sql'], type: Field['type']): Field => ({
  sql: value,
  type,
  computed: true,
  isKey: false,
});
