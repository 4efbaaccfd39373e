import { type RawBuilder, sql } from 'kysely';
import { queryErrors } from './errors.ts';
import { limits } from './limits.ts';
import type { Expression } from './query.ts';
import type { Resolve } from './target.ts';
import { jsonOf, listOf, numberOf, type Value, valueAt } from './value-sql.ts';

type Sql = RawBuilder<unknown>;

const symbols = { add: sql` + `, multiply: sql` * `, subtract: sql` - `, divide: sql` / ` } as const;

/** Operators of one value. */
const unary: Readonly<Record<string, (value: Value) => Value>> = {
  size: value => ({
    sql: sql`(case jsonb_typeof(${jsonOf(value)}) when 'array' then jsonb_array_length(${jsonOf(value)})::float8 end)`,
    type: 'float',
  }),
  sum: value => ({
    sql: sql`coalesce(${numberOf(value)}, (select sum(e.v::float8) from ${listOf(value)} as e(v)
      where jsonb_typeof(e.v) = 'number'), 0)`,
    type: 'float',
  }),
  array_to_object: value => ({
    sql: sql`(select coalesce(jsonb_object_agg(e.v ->> 'k', e.v -> 'v'), '{}') from ${listOf(value)} as e(v)
      where e.v ->> 'k' is not null)`,
    type: 'json',
  }),
  object_to_array: value => ({
    sql: sql`(select jsonb_agg(jsonb_build_object('k', f.key, 'v', f.value))
      from jsonb_each(case jsonb_typeof(${jsonOf(value)}) when 'object' then ${jsonOf(value)} else '{}' end) as f)`,
    type: 'json',
  }),
};

const known = [...Object.keys(symbols), ...Object.keys(unary)];

/**
 * Compiles an expression over a row. What is computed with something that is no number, or divided by 0, is null.
 *
 * @param at path of the expression in the query
 */
export function compileExpression(expression: Expression, at: string, resolve: Resolve, depth = 0): Value {
  if (typeof expression === 'number') {
    if (!Number.isFinite(expression)) throw queryErrors.invalid(at, 'is not a finite number');
    return { sql: sql`${expression}::float8`, type: 'float' };
  }
  if (typeof expression === 'string') return valueAt(resolve(expression, `${at}.key`));
  if (depth >= limits.nesting) throw queryErrors.invalid(at, `at most ${limits.nesting} levels are allowed`);
  const { operator, operands } = expression;
  if (!known.includes(operator)) throw queryErrors.unknownOperator(`${at}.operator`, operator, known);
  if (operands.length > limits.fields) throw queryErrors.tooMany(`${at}.fields`, limits.fields);
  const compute = unary[operator];
  if (compute) {
    const [key] = operands;
    if (operands.length !== 1 || typeof key !== 'string') throw queryErrors.required(`${at}.key`);
    return compute(valueAt(resolve(key, `${at}.key`)));
  }
  const isOrdered = operator === 'subtract' || operator === 'divide';
  if (isOrdered ? operands.length !== 2 : operands.length === 0) {
    throw queryErrors.invalid(`${at}.fields`, isOrdered ? 'two are required' : 'at least one is required');
  }
  const numbers: Sql[] = operands.map((operand, i) =>
    numberOf(compileExpression(operand, `${at}.fields[${i}]`, resolve, depth + 1)),
  );
  if (operator === 'divide') numbers[1] = sql`nullif(${numbers[1]}, 0)`;
  return { sql: sql`(${sql.join(numbers, symbols[operator as keyof typeof symbols])})`, type: 'float' };
}
