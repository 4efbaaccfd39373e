import { type RawBuilder, sql } from 'kysely';
import { queryErrors } from './errors.ts';
import { compileConditions } from './filter.ts';
import { limits } from './limits.ts';
import type { GroupField } from './query.ts';
import type { Resolve } from './target.ts';
import { cleanText } from './value.ts';
import { jsonOf, numberOf, type Value, valueAt } from './value-sql.ts';

type Sql = RawBuilder<unknown>;

/** What an accumulator sees of a group: where conditions hold, and the order that rows come in. */
interface Group {
  /** `filter (where …)`, or nothing. */
  filter: Sql;
  condition: Sql | undefined;
  order: Sql;
}

type Accumulator = (value: Value, group: Group) => Value;

const float = (value: Sql): Value => ({ sql: value, type: 'float' });
const json = (value: Sql): Value => ({ sql: value, type: 'json' });

/** Accumulators that rows can be chosen for by conditions. */
const conditional: Readonly<Record<string, Accumulator>> = {
  sum: (value, { filter }) => float(sql`coalesce(sum(${numberOf(value)}) ${filter}, 0)`),
  // A row that doesn't fulfil the conditions counts as 0, as in SpaceONE.
  average: (value, { condition }) => {
    const number = numberOf(value);
    return float(
      condition ? sql`avg(case when ${condition} then ${number} else 0 end)` : sql`avg(${number})`,
    );
  },
};

/** Accumulators of all rows. */
const plain: Readonly<Record<string, Accumulator>> = {
  max: value => extreme(value, 'max'),
  min: value => extreme(value, 'min'),
  first: (value, { order }) => nth(value, order, sql`1`),
  last: (value, { order }) => nth(value, order, sql`count(*)::int`),
  push: (value, group) => json(listed(jsonOf(value), group.order)),
  add_to_set: value => {
    const element = jsonOf(value);
    return json(sql`coalesce(jsonb_agg(distinct ${element}) filter (where ${element} is not null), '[]')`);
  },
  merge_objects: (value, { order }) =>
    json(sql`(select coalesce(jsonb_object_agg(f.key, f.value order by o.n), '{}')
      from jsonb_array_elements(${listed(jsonOf(value), order)}) with ordinality as o(v, n),
      jsonb_each(case jsonb_typeof(o.v) when 'object' then o.v else '{}' end) as f)`),
};

const known = ['count', ...Object.keys(conditional), ...Object.keys(plain)];

/**
 * Compiles a field of a group. Rows whose value is missing or of another type than the operator takes don't count.
 *
 * @param at path of the field in the query
 * @param order order of rows, for operators that heed it
 */
export function accumulate(field: GroupField, at: string, resolve: Resolve, order: readonly Sql[]): Value {
  const { operator, key } = field;
  if (!known.includes(operator)) throw queryErrors.unknownOperator(`${at}.operator`, operator, known);
  const condition = compileSubConditions(field, at, resolve);
  const filter = condition ? sql`filter (where ${condition})` : sql``;
  if (operator === 'count') return float(sql`(count(*) ${filter})::float8`);
  if (operator === 'push' && key === '')
    return json(sql`jsonb_agg(${objectOf(field, at, resolve)} order by ${sql.join(order)})`);
  if (key === '') throw queryErrors.required(`${at}.key`);
  const value = valueAt(resolve(key, `${at}.key`));
  const accumulator = conditional[operator] ?? plain[operator]!;
  return accumulator(value, { filter, condition, order: sql.join(order) });
}

const comparing = ['eq', 'not', 'gt', 'gte', 'lt', 'lte'];

function compileSubConditions(
  { conditions, operator }: GroupField,
  at: string,
  resolve: Resolve,
): Sql | undefined {
  if (conditions.length === 0) return;
  if (operator !== 'count' && !Object.hasOwn(conditional, operator)) {
    throw queryErrors.invalid(`${at}.conditions`, `'${operator}' takes no conditions`);
  }
  for (const [i, condition] of conditions.entries()) {
    if (!comparing.includes(condition.operator)) {
      throw queryErrors.unknownOperator(`${at}.conditions[${i}].operator`, condition.operator, comparing);
    }
  }
  return sql.join(compileConditions(conditions, `${at}.conditions`, resolve).conditions, sql` and `);
}

function extreme(value: Value, which: 'min' | 'max'): Value {
  const { sql: of, type } = value;
  const aggregate = which === 'min' ? sql`min` : sql`max`;
  const bool = which === 'min' ? sql`bool_and` : sql`bool_or`;
  if (type === 'bool') return { sql: sql`${bool}(${of})`, type };
  if (type !== 'json' && type !== 'text[]') return { sql: sql`${aggregate}(${of})`, type };
  const element = jsonOf(value);
  // By MongoDB's order of types: a number is less than a text, and a text less than a boolean.
  const candidates = [
    sql`to_jsonb(${aggregate}(${numberOf({ sql: element, type: 'json' })}))`,
    sql`to_jsonb(${aggregate}(case jsonb_typeof(${element}) when 'string' then ${element} #>> '{}' end))`,
    sql`to_jsonb(${bool}(case jsonb_typeof(${element}) when 'boolean' then ${element}::bool end))`,
  ];
  return json(sql`coalesce(${sql.join(which === 'min' ? candidates : candidates.reverse())})`);
}

function nth(value: Value, order: Sql, index: Sql): Value {
  if (value.type === 'text[]') return nth({ sql: jsonOf(value), type: 'json' }, order, index);
  return { sql: sql`(array_agg(${value.sql} order by ${order}))[${index}]`, type: value.type };
}

const listed = (element: Sql, order: Sql) =>
  sql`coalesce(jsonb_agg(${element} order by ${order}) filter (where ${element} is not null), '[]')`;

function objectOf({ fields }: GroupField, at: string, resolve: Resolve): Sql {
  if (fields.length === 0) throw queryErrors.required(`${at}.fields`);
  if (fields.length > limits.fields) throw queryErrors.tooMany(`${at}.fields`, limits.fields);
  const parts = fields.map(({ key, name }, i) => {
    const path = `${at}.fields[${i}]`;
    if (key === '' || name === '') throw queryErrors.required(`${path}.${key === '' ? 'key' : 'name'}`);
    const element = jsonOf(valueAt(resolve(key, `${path}.key`)));
    return sql`case when ${element} is null then '{}' else jsonb_build_object(${cleanText(name, `${path}.name`)}::text, ${element}) end`;
  });
  return sql`(${sql.join(parts, sql` || `)})`;
}
