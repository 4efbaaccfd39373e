import { type Kysely, type RawBuilder, sql } from 'kysely';
import { compileDistinct } from './distinct.ts';
import { queryErrors } from './errors.ts';
import { compileFilter } from './filter.ts';
import type { QueryModel } from './model.ts';
import { readPage } from './page.ts';
import { compilePipeline } from './pipeline.ts';
import type { Row } from './projection.ts';
import type { Filtered, Page, StatQuery } from './query.ts';
import { answerOf, baseRelation, type Relation, wrap, write } from './relation.ts';
import { execute } from './run.ts';
import { compileScope, type Scope } from './scope.ts';
import { modelResolver } from './target.ts';
import type { Json } from './value.ts';

/** A statistics query as SQL. */
export interface CompiledStat {
  rows: RawBuilder<Row>;
  /** One row whose `count` is the number of rows on all pages. */
  count: RawBuilder<{ count: number }>;
  /** Makes an answer of a row of `rows`. */
  decode: (row: Row) => Json;
  offset: number;
  /** Most rows on the page. */
  limit: number | undefined;
  regexes: readonly string[];
}

/** What `stat` answers, with the Struct's field names. */
export interface StatResult {
  results: Json[];
  /** Number of results on all pages, where a page has been asked for. */
  total_count?: number;
}

/** The rows of a model that a query asks for, within a scope, and where in it regular expressions are. */
export function filteredRelation(
  model: QueryModel,
  query: Filtered,
  scope: Scope,
): { relation: Relation; regexes: string[] } {
  const { conditions, regexes } = compileFilter(query, model.keyword, modelResolver(model));
  return { relation: baseRelation(model, [...compileScope(model, scope), ...conditions]), regexes };
}

/**
 * Compiles a statistics query within a scope.
 *
 * @throws HawserError naming the path of what is wrong in the query
 */
export function compileStat(model: QueryModel, query: StatQuery, scope: Scope): CompiledStat {
  const { relation, regexes } = filteredRelation(model, query, scope);
  if (query.aggregate.length > 0) {
    const pipeline = compilePipeline(relation, query.aggregate);
    return { ...compileAnswer(pipeline.relation, query.page), regexes: [...regexes, ...pipeline.regexes] };
  }
  if (query.distinct === '') throw queryErrors.required('query.aggregate');
  const answer = compileAnswer(compileDistinct(relation, query.distinct, 'query.distinct'), query.page);
  const decode = (row: Row) => (answer.decode(row) as { [name: string]: Json }).value ?? null;
  return { ...answer, decode, regexes };
}

/** Compiles the rows of a relation as a page of answers. */
export function compileAnswer(relation: Relation, page: Page | undefined): Omit<CompiledStat, 'regexes'> {
  const { offset, limit } = readPage(page);
  const rows = limit === undefined ? relation : wrap(relation, () => 'page');
  const { select, decode } = answerOf(rows);
  return {
    rows: sql<Row>`${write({ ...rows, ...(limit === undefined ? {} : { offset, limit }) }, select)}`,
    count: sql<{
      count: number;
    }>`select count(*)::float8 as count from (${write(relation, sql`1`, false)}) as c`,
    decode,
    offset,
    limit,
  };
}

/** Runs a compiled statistics query. The rows are counted only where a page asks for it and doesn't tell by itself. */
export async function runCompiled<DB>(db: Kysely<DB>, compiled: CompiledStat): Promise<StatResult> {
  const { rows, count, decode, offset, limit, regexes } = compiled;
  const results = (await execute(db, rows, regexes)).map(decode);
  if (limit === undefined) return { results };
  const isLast = results.length < limit && (results.length > 0 || offset === 0);
  if (isLast) return { results, total_count: offset + results.length };
  const [counted] = await execute(db, count, regexes);
  return { results, total_count: counted!.count };
}

/**
 * Runs a statistics query within a scope.
 *
 * @throws HawserError for a query that is wrong, see {@link compileStat}; database errors as they are
 */
export const runStat = async <DB>(
  db: Kysely<DB>,
  model: QueryModel,
  query: StatQuery,
  scope: Scope,
): Promise<StatResult> => runCompiled(db, compileStat(model, query, scope));
