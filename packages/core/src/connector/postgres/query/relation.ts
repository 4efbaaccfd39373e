import { type RawBuilder, sql } from 'kysely';
import type { ModelColumn, QueryModel } from './model.ts';
import { range } from './page.ts';
import { fromColumn, type Row, readable } from './projection.ts';
import { modelResolver, type Resolve } from './target.ts';
import type { Json } from './value.ts';
import type { Value } from './value-sql.ts';

type Sql = RawBuilder<unknown>;

/** A field of the rows between two stages of an aggregate. */
export interface Field extends Value {
  /** It was computed, so that it is null where there is nothing; another field is left out then. */
  computed: boolean;
  /** It is a key that rows were grouped by. */
  isKey: boolean;
}

/** The rows between two stages of an aggregate, as an SQL query that isn't written yet. */
export interface Relation {
  model: QueryModel;
  fields: ReadonlyMap<string, Field>;
  where: readonly Sql[];
  /** The order that rows come in. */
  order: readonly Sql[];
  offset: number;
  limit: number | undefined;
  /** Fields are expressions. Used in others, these would grow without bound, so a second projection needs a subquery. */
  projected: boolean;
}

/** Makes names of tables that don't clash within one query. */
export type Namer = () => string;

export const resolverOf = (relation: Relation): Resolve => modelResolver(relation.model);

/** Rows that are all alike in order. A bare number would name a column. */
const noOrder = sql`1::int`;

/** Rows of `from` with these fields. */
export function relationOf(
  model: QueryModel,
  from: Sql,
  fields: ReadonlyMap<string, Field>,
  order: readonly Sql[],
): Relation {
  return {
    model: withFields(model, from, fields),
    fields,
    where: [],
    order: order.length > 0 ? order : [noOrder],
    offset: 0,
    limit: undefined,
    projected: false,
  };
}

/** A model whose columns are these fields. */
export function withFields(model: QueryModel, from: Sql, fields: ReadonlyMap<string, Field>): QueryModel {
  const columns = new Map<string, ModelColumn>();
  for (const [name, { sql: value, type }] of fields) {
    columns.set(name, { name, type, sql: value, notNull: false, private: false });
  }
  return { ...model, from, columns, visible: [...columns.values()], aliases: new Map() };
}

/** All rows of a model. */
export function baseRelation(model: QueryModel, where: readonly Sql[]): Relation {
  const fields = model.visible.map(
    ({ name, sql: value, type }) => [name, { sql: value, type, computed: false, isKey: false }] as const,
  );
  return {
    model,
    fields: new Map(fields),
    where,
    order: [model.id.sql],
    offset: 0,
    limit: undefined,
    projected: false,
  };
}

/** The SQL of a relation with `selected` as its columns, in the order of its rows. */
export function write(relation: Relation, selected: Sql, ordered = true): Sql {
  const { model, where, order, offset, limit } = relation;
  const condition = where.length === 0 ? sql`` : sql`where ${sql.join(where, sql` and `)}`;
  const orderBy = ordered ? sql`order by ${sql.join(order)}` : sql``;
  return sql`select ${selected} from ${model.from} ${condition} ${orderBy} ${range(offset, limit)}`;
}

/** The same rows, as a subquery if there is a limit, so that what follows sees just those within it. */
export function wrap(relation: Relation, namer: Namer): Relation {
  if (relation.limit === undefined && relation.offset === 0) return relation;
  return subquery(relation, namer);
}

/** The same rows as a subquery, which PostgreSQL computes by itself. */
export function subquery(relation: Relation, namer: Namer): Relation {
  const alias = namer();
  const selected = [sql`row_number() over (order by ${sql.join(relation.order)}) as n`];
  const fields = new Map<string, Field>();
  for (const [name, field] of relation.fields) {
    const column = `f${fields.size}`;
    selected.push(sql`${field.sql} as ${sql.id(column)}`);
    fields.set(name, { ...field, sql: sql.id(alias, column) });
  }
  const from = sql`(${write(relation, sql.join(selected))}) as ${sql.id(alias)}`;
  return relationOf(relation.model, from, fields, [sql.id(alias, 'n')]);
}

/** What to select of a relation as an answer, and how an answer is made of a row. */
export function answerOf(relation: Relation): {
  select: Sql;
  decode: (row: Row) => { [name: string]: Json };
} {
  const fields = [...relation.fields];
  const select = fields.map(([, { sql: value, type }], i) =>
    // As text, null in JSON differs from NULL.
    type === 'json'
      ? sql`(${value})::text as ${sql.id(`f${i}`)}`
      : sql`${readable(value, type)} as ${sql.id(`f${i}`)}`,
  );
  const decode = (row: Row) => {
    const answer: { [name: string]: Json } = {};
    for (const [i, [name, { type, computed }]] of fields.entries()) {
      const value = row[`f${i}`];
      if (value === null) {
        if (computed) answer[name] = null;
      } else if (type === 'json') answer[name] = JSON.parse(value as string) as Json;
      else if (type === 'timestamp' || type === 'int' || type === 'float')
        answer[name] = fromColumn(value, type) as Json;
      else answer[name] = value as Json;
    }
    return answer;
  };
  return { select: fields.length === 0 ? sql`1` : sql.join(select), decode };
}
