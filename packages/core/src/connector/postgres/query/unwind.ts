import { type RawBuilder, sql } from 'kysely';
import { queryErrors } from './errors.ts';
import type { ModelColumn, QueryModel } from './model.ts';
import { locate } from './target.ts';

type Sql = RawBuilder<unknown>;

/** A model whose rows are the elements of a list. */
export interface Unwound {
  from: Sql;
  /** An element's position in its list. */
  position: Sql;
  /** The model with the element in the list's place. */
  model: QueryModel;
  /** The model with a list of just the element in the list's place, as SpaceONE answers it. */
  answer: QueryModel;
}

/**
 * Makes every element of the list at `path` a row. A value that isn't a list counts as a list of itself; rows with null,
 * nothing or an empty list there fall away.
 *
 * @param alias name of the joined table of elements
 */
export function compileUnwind(model: QueryModel, path: string, at: string, alias = 'u'): Unwound {
  if (path === '') throw queryErrors.required(at);
  const { column, parts } = locate(model, path, at);
  if (column.type !== 'json' && (column.type !== 'text[]' || parts.length > 0)) {
    throw queryErrors.invalid(at, 'names no list');
  }
  const whole = column.type === 'json' ? column.sql : sql`to_jsonb(${column.sql})`;
  const list = parts.length === 0 ? whole : sql`(${whole} #> ${parts}::text[])`;
  const put = (value: Sql) =>
    parts.length === 0 ? value : sql`jsonb_set(${whole}, ${parts}::text[], ${value})`;
  const element = sql.id(alias, 'v');
  return {
    from: sql`${model.from} cross join lateral ${elementsOf(list)} with ordinality as ${sql.id(alias)}(v, n)`,
    position: sql.id(alias, 'n'),
    model: withColumn(model, { ...column, type: 'json', sql: put(element) }),
    answer: withColumn(model, { ...column, type: 'json', sql: put(sql`jsonb_build_array(${element})`) }),
  };
}

/** The elements of a jsonb that may be no list. */
export const elementsOf = (value: Sql): Sql => sql`jsonb_array_elements(case
  when ${value} is null or jsonb_typeof(${value}) = 'null' then '[]'
  when jsonb_typeof(${value}) = 'array' then ${value} else jsonb_build_array(${value}) end)`;

function withColumn(model: QueryModel, column: ModelColumn): QueryModel {
  const replaced = { ...column, notNull: false };
  return {
    ...model,
    columns: new Map(model.columns).set(column.name, replaced),
    visible: model.visible.map(each => (each.name === column.name ? replaced : each)),
  };
}
