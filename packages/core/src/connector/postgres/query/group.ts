import { type RawBuilder, sql } from 'kysely';
import { accumulate } from './accumulator.ts';
import { toCharFormat } from './date-format.ts';
import { queryErrors } from './errors.ts';
import { limits } from './limits.ts';
import type { GroupField, GroupKey } from './query.ts';
import { type Field, type Namer, type Relation, relationOf, resolverOf, wrap, write } from './relation.ts';
import type { Resolve } from './target.ts';
import { timeOf, type Value, valueAt } from './value-sql.ts';

type Sql = RawBuilder<unknown>;

/**
 * Checks the name that a query gives to a field of its answer.
 *
 * @param taken names that others have
 */
export function checkName(name: string, at: string, taken: ReadonlyMap<string, unknown>): string {
  if (name === '') throw queryErrors.required(at);
  if (name.length > limits.name)
    throw queryErrors.invalid(at, `at most ${limits.name} characters are allowed`);
  if (/[.\0]/.test(name) || name.startsWith('$') || name === '__proto__' || !name.isWellFormed()) {
    throw queryErrors.invalid(at, 'is no name');
  }
  if (taken.has(name)) throw queryErrors.invalid(at, 'is the name of another field');
  return name;
}

/** Compiles a group stage: one row for each combination of the keys' values, ordered by them. */
export function compileGroup(
  before: Relation,
  keys: readonly GroupKey[],
  fields: readonly GroupField[],
  at: string,
  namer: Namer,
): Relation {
  if (keys.length + fields.length === 0) throw queryErrors.required(`${at}.keys`);
  if (keys.length + fields.length > limits.fields) throw queryErrors.tooMany(`${at}.fields`, limits.fields);
  const relation = wrap(before, namer);
  const resolve = resolverOf(relation);
  const alias = namer();
  const selected: Sql[] = [];
  const named = new Map<string, Field>();
  const add = (name: string, value: Value, isKey: boolean, computed = !isKey) => {
    const column = `f${selected.length}`;
    selected.push(sql`${value.sql} as ${sql.id(column)}`);
    named.set(name, { sql: sql.id(alias, column), type: value.type, computed, isKey });
  };
  for (const key of keys)
    add(checkName(key.name, key.nameAt, named), keyValue(key, resolve), true, key.dateFormat !== '');
  for (const field of fields) {
    add(
      checkName(field.name, `${field.at}.name`, named),
      accumulate(field, field.at, resolve, relation.order),
      false,
    );
  }
  // By position: the expressions hold parameters, so that writing them again would make others of them.
  const positions = keys.map((_, i) => sql.lit(i + 1));
  const grouping = keys.length > 0 ? sql`group by ${sql.join(positions)}` : sql`having count(*) > 0`;
  const from = sql`(${write(relation, sql.join(selected), false)} ${grouping}) as ${sql.id(alias)}`;
  const order = [...named.values()].filter(field => field.isKey).map(field => field.sql);
  return relationOf(relation.model, from, named, order);
}

function keyValue(key: GroupKey, resolve: Resolve): Value {
  if (key.key === '') throw queryErrors.required(key.at);
  const value = valueAt(resolve(key.key, key.at));
  if (key.prefix !== undefined && value.type === 'text')
    return { sql: sql`left(${value.sql}, ${key.prefix}::int)`, type: 'text' };
  const { dateFormat } = key;
  if (dateFormat === '') return value;
  const time = timeOf(value);
  if (dateFormat === 'year' || dateFormat === 'month' || dateFormat === 'day') {
    return { sql: sql`extract(${sql.lit(dateFormat)} from ${time})::float8`, type: 'float' };
  }
  return {
    sql: sql`to_char(${time}, ${toCharFormat(dateFormat, key.at.replace(/key$/, 'date_format'))})`,
    type: 'text',
  };
}
