import { type RawBuilder, sql } from 'kysely';
import { queryErrors } from './errors.ts';
import { limits } from './limits.ts';
import type { SortKey } from './model.ts';
import { elementPath } from './path.ts';
import { type JsonTarget, type Resolve, within } from './target.ts';

type Sql = RawBuilder<unknown>;

/** An ORDER BY, and what has to be joined for it. */
export interface Order {
  joins: Sql[];
  terms: Sql[];
}

/**
 * Compiles an order as MongoDB has it: what is null or missing comes first, then numbers, texts, objects, lists, false
 * and true; of a list the smallest element counts, and the largest when the largest come first.
 *
 * @param prefix what the names of the joined tables begin with
 */
export function compileSort(keys: readonly SortKey[], resolve: Resolve, at: string, prefix = 's'): Order {
  if (keys.length > limits.sort) throw queryErrors.tooMany(at, limits.sort);
  const order: Order = { joins: [], terms: [] };
  for (const [i, { key, desc = false }] of keys.entries()) {
    const target = resolve(key, `${at}[${i}].key`);
    if (target.kind === 'column' && target.type !== 'text[]') {
      order.terms.push(term(target.sql, desc, target.notNull));
      continue;
    }
    const json = target.kind === 'json' ? target : within(sql`to_jsonb(${target.sql})`, []);
    const alias = sql.id(`${prefix}${i}`);
    // OFFSET 0 keeps PostgreSQL from computing the value once for each of its uses.
    order.joins.push(
      sql`cross join lateral (select nullif(${sortValue(json, desc)}, 'null') as v offset 0) as ${alias}`,
    );
    const value = sql`${alias}.v`;
    order.terms.push(term(rank(value), desc, true), term(value, desc, true));
  }
  return order;
}

/** One term of an ORDER BY with null first, or last where the largest come first. */
export function term(value: Sql, desc: boolean, notNull: boolean): Sql {
  if (notNull) return desc ? sql`${value} desc` : value;
  return desc ? sql`${value} desc nulls last` : sql`${value} nulls first`;
}

/** The place of a jsonb's type in MongoDB's order. */
export const rank = (value: Sql) => sql`(case jsonb_typeof(${value}) when 'number' then 1 when 'string' then 2
  when 'object' then 3 when 'array' then 4 when 'boolean' then 5 else 0 end)`;

/** The value to sort by; the elements of lists are looked at only where there are lists. */
function sortValue({ root, parts }: JsonTarget, desc: boolean): Sql {
  const path = elementPath(parts);
  const value = parts.length === 0 ? root : sql`(${root} #> ${parts}::text[])`;
  const chosen = sql`(select e.v from jsonb_path_query(${root}, ${path}::jsonpath) as e(v)
    order by ${term(rank(sql`e.v`), desc, true)}, ${term(sql`e.v`, desc, true)} limit 1)`;
  return sql`case when coalesce(jsonb_typeof(${value}), 'array') = 'array' then ${chosen} else ${value} end`;
}
