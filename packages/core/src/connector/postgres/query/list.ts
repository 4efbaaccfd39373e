import { type Kysely, type RawBuilder, sql } from 'kysely';
import { compileConditions, compileFilter } from './filter.ts';
import type { QueryModel } from './model.ts';
import { range, readPage } from './page.ts';
import { compileProjection, type Row } from './projection.ts';
import type { ListQuery } from './query.ts';
import { execute } from './run.ts';
import { compileScope, type Scope } from './scope.ts';
import { compileSort } from './sort.ts';
import { modelResolver } from './target.ts';
import { compileUnwind, type Unwound } from './unwind.ts';

/** A list query as SQL. */
export interface CompiledList {
  /** The page's rows. Undefined when only their number is wanted. */
  rows: RawBuilder<Row> | undefined;
  /** One row whose `count` is the number of rows on all pages. */
  count: RawBuilder<{ count: number }>;
  /** Makes a row of `rows`, in place, the answer's. */
  decode: (row: Row) => Row;
  /** Rows left out before the page. */
  offset: number;
  /** Most rows on the page. */
  limit: number | undefined;
  regexes: readonly string[];
}

/** What a list answers: rows by field name, and how many there are on all pages. */
export interface ListResult {
  results: Row[];
  totalCount: number;
}

/**
 * Compiles a list query within a scope.
 *
 * @throws HawserError naming the path of what is wrong in the query
 */
export function compileList(model: QueryModel, query: ListQuery, scope: Scope): CompiledList {
  const { unwind } = query;
  const unwound = unwind && compileUnwind(model, unwind.path, 'query.unwind.path');
  const resolve = modelResolver(unwound?.model ?? model);
  const filter = compileFilter(query, model.keyword, modelResolver(model));
  const conditions = [...compileScope(model, scope), ...filter.conditions];
  if (unwind) {
    const compiled = compileConditions(unwind.filter, 'query.unwind.filter', resolve);
    conditions.push(...compiled.conditions);
    filter.regexes.push(...compiled.regexes);
  }
  const from = unwound?.from ?? model.from;
  const where = conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`;
  const { offset, limit } = readPage(query.page, model.maxRows);
  const only = query.only.length === 0 && query.minimal ? model.minimal : query.only;
  const { select, decode } = compileProjection(unwound?.answer ?? model, only);
  const { joins, orderBy } = order(model, query, unwound, resolve);
  const rows = sql<Row>`select ${select} from ${from} ${joins} ${where} ${orderBy} ${range(offset, limit)}`;
  return {
    rows: query.countOnly ? undefined : rows,
    count: sql<{ count: number }>`select count(*)::float8 as count from ${from} ${where}`,
    decode,
    offset,
    limit,
    regexes: filter.regexes,
  };
}

function order(
  model: QueryModel,
  query: ListQuery,
  unwound: Unwound | undefined,
  resolve: ReturnType<typeof modelResolver>,
) {
  const given = query.sort.length > 0;
  const keys = given ? query.sort : model.sort;
  const { joins, terms } = compileSort(keys, given ? resolve : modelResolver(model), 'query.sort');
  if (!keys.some(({ key }) => key === model.id.name)) terms.push(model.id.sql);
  if (unwound) terms.push(unwound.position);
  return { joins: sql.join(joins, sql` `), orderBy: sql`order by ${sql.join(terms)}` };
}

/**
 * Runs a list query within a scope. The rows are counted by a query of their own only where the page doesn't already
 * tell their number.
 *
 * @throws HawserError for a query that is wrong, see {@link compileList}; database errors as they are
 */
export async function runList<DB>(
  db: Kysely<DB>,
  model: QueryModel,
  query: ListQuery,
  scope: Scope,
): Promise<ListResult> {
  const { rows, count, decode, offset, limit, regexes } = compileList(model, query, scope);
  const results = rows ? await execute(db, rows, regexes) : [];
  for (const row of results) decode(row);
  const isLast = limit === undefined || results.length < limit;
  if (rows && isLast && (results.length > 0 || offset === 0)) {
    return { results, totalCount: offset + results.length };
  }
  const [counted] = await execute(db, count, regexes);
  return { results, totalCount: counted!.count };
}
