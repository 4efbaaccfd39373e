import { type RawBuilder, sql } from 'kysely';
import { columnTest } from './column-filter.ts';
import { queryErrors } from './errors.ts';
import { jsonTest } from './json-filter.ts';
import { limits } from './limits.ts';
import { type Condition, readCondition } from './operators.ts';
import type { Filtered } from './query.ts';
import { type Resolve, within } from './target.ts';

type Sql = RawBuilder<unknown>;

/** Conditions as SQL, and where among them regular expressions are, for {@link fromDatabase}. */
export interface Filter {
  /** Each has to hold. */
  conditions: Sql[];
  regexes: string[];
}

/**
 * Compiles what a query asks of rows. A keyword's words are looked for in the keys `keyword`, and one word in one key is
 * enough; as in SpaceONE it joins `filter_or` as one more way to be let in.
 *
 * @param at path of the query, e.g. `query`
 */
export function compileFilter(
  query: Filtered,
  keys: readonly string[],
  resolve: Resolve,
  at = 'query',
): Filter {
  const { filter, filterOr, keyword } = query;
  if (filter.length + filterOr.length > limits.conditions)
    throw queryErrors.tooMany(`${at}.filter`, limits.conditions);
  const compiled = compileConditions(filter, `${at}.filter`, resolve);
  const either = compileConditions(filterOr, `${at}.filter_or`, resolve);
  const words = keyword.split(/\s+/).filter(Boolean);
  if (words.length > 0) {
    const value = words.slice(0, limits.patterns);
    if (keyword.length > limits.contain)
      throw queryErrors.invalid(`${at}.keyword`, `at most ${limits.contain} characters are allowed`);
    for (const key of keys) {
      either.conditions.push(
        compileCondition({ key, operator: 'contain_in', value }, `${at}.keyword`, resolve),
      );
    }
  }
  if (either.conditions.length > 0)
    compiled.conditions.push(sql`(${sql.join(either.conditions, sql` or `)})`);
  compiled.regexes.push(...either.regexes);
  return compiled;
}

/** Compiles conditions one by one. `at` is the path of their list. */
export function compileConditions(conditions: readonly Condition[], at: string, resolve: Resolve): Filter {
  if (conditions.length > limits.conditions) throw queryErrors.tooMany(at, limits.conditions);
  return {
    conditions: conditions.map((condition, i) => compileCondition(condition, `${at}[${i}]`, resolve)),
    regexes: conditions.flatMap(({ operator }, i) =>
      operator.startsWith('regex') ? [`${at}[${i}].value`] : [],
    ),
  };
}

function compileCondition(condition: Condition, at: string, resolve: Resolve): Sql {
  const asked = readCondition(condition, at);
  let target = resolve(condition.key, `${at}.key`);
  if (target.kind === 'column' && target.type === 'text[]' && asked.kind !== 'equal') {
    target = within(sql`to_jsonb(${target.sql})`, []);
  }
  const test =
    target.kind === 'column'
      ? columnTest(target, asked, `${at}.value`)
      : jsonTest(target, asked, `${at}.value`);
  return asked.negated ? sql`(${test}) is not true` : test;
}
