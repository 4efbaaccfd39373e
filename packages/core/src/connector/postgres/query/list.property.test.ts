import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Kysely } from 'kysely';
import { runList } from './list.ts';
import type { SortKey } from './model.ts';
import type { ListQuery } from './query.ts';
import { anyQuery, documents } from './test/arbitrary.ts';
import { createServers, fillServers, openDatabase, serverModel } from './test/fixture.ts';
import { type Document, isWanted, order, part, sortValue } from './test/oracle.ts';
import { isObject, type Json } from './value.ts';

const db: Kysely<unknown> = await openDatabase();
await createServers(db, []);

/** What is right of a query's rows, found in memory. */
async function check(rows: readonly Document[], query: ListQuery): Promise<void> {
  const wanted = rows.filter(row => isWanted(row, query, serverModel.keyword));
  const ask = (parts: Partial<ListQuery>) =>
    runList(db, serverModel, { ...query, ...parts }, { domain_id: 'd' });
  const ids = (found: Record<string, unknown>[]) => found.map(row => row.server_id as string);

  const all = await ask({ page: undefined, only: ['server_id'] });
  assert.deepEqual(
    ids(all.results).sort(),
    wanted.map(row => row.server_id),
  );
  assert.equal(all.totalCount, wanted.length);
  const sorted = (await ask({ page: undefined, only: ['server_id'] })).results;
  checkOrder(
    ids(sorted).map(id => rows.find(row => row.server_id === id)!),
    query.sort,
  );

  const { results, totalCount } = await ask({ only: ['server_id', ...query.only] });
  const { start = 1, limit } = query.page ?? {};
  const from = limit ? Math.max(start, 1) - 1 : 0;
  const page = ids(all.results).slice(from, limit ? from + limit : undefined);
  assert.equal(totalCount, wanted.length);
  assert.deepEqual(ids(results), page);
  for (const result of results) {
    const row = rows.find(each => each.server_id === result.server_id)!;
    assert.deepEqual(result, chosen(row, query.only));
  }
}

function checkOrder(sorted: readonly Document[], keys: readonly SortKey[]): void {
  for (const [i, row] of sorted.slice(1).entries()) {
    const before = sorted[i]!;
    let difference: number | undefined = 0;
    for (const { key, desc = false } of keys) {
      const ascending = order(sortValue(before, key, desc), sortValue(row, key, desc));
      difference = ascending === undefined ? undefined : desc ? -ascending : ascending;
      if (difference !== 0) break;
    }
    if (difference === 0) assert.ok(before.server_id! < row.server_id!, 'rows alike are ordered by id');
    if (difference !== undefined)
      assert.ok(difference <= 0, `${JSON.stringify(before)} before ${JSON.stringify(row)}`);
  }
}

/** The fields of a row that `only` names. */
function chosen(row: Document, only: readonly string[]): Document {
  const result: Document = { server_id: row.server_id! };
  const columns = new Set(only.map(key => key.split('.')[0]!));
  for (const column of columns) {
    const paths = only
      .map(key => key.split('.'))
      .filter(([first]) => first === column)
      .map(([, ...parts]) => parts.slice(0, parts.findIndex(each => /^\d/.test(each)) >>> 0));
    const leadsInto = (path: string[], other: string[]) =>
      other.length < path.length && other.every((each, i) => each === path[i]);
    const outermost = paths.filter(path => !paths.some(other => leadsInto(path, other)));
    const value = row[column] ?? null;
    result[column] = outermost.map(path => part(value, path)).reduce(both) ?? null;
  }
  return result;
}

function both(one: Json | undefined, other: Json | undefined): Json | undefined {
  if (one === undefined || other === undefined) return one === undefined ? other : one;
  if (Array.isArray(one) && Array.isArray(other)) return one.map((element, i) => both(element, other[i])!);
  if (!isObject(one) || !isObject(other)) return one;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map(name => [name, both(one[name], other[name])!]));
}

test('any query over any documents finds what looking at each of them finds', async () => {
  await fc.assert(
    fc.asyncProperty(
      documents,
      fc.array(anyQuery, { minLength: 1, maxLength: 20 }),
      async (rows, queries) => {
        await fillServers(db, rows);
        for (const query of queries) await check(rows, query);
      },
    ),
    { numRuns: 150 },
  );
});
