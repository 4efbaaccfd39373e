import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { HawserError } from '../../../error/index.ts';
import { runAnalyze } from './analyze.ts';
import { runList } from './list.ts';
import { runStat } from './stat.ts';
import { createServers, openDatabase, serverModel, servers } from './test/fixture.ts';
import { day, list } from './test/hostile.ts';
import { analyze, stat } from './test/hostile-stat.ts';
import { runTimeSeries } from './time-series.ts';

const otherTenant = 'other-tenant-secret';
const hidden = 'private-column-secret';
const scope = { domain_id: 'd' };

const db = await openDatabase();
const data = { os: otherTenant, disks: [{ size: otherTenant, a: otherTenant }], a: otherTenant };
await createServers(db, [
  ...servers.map(server => ({ ...server, password: hidden })),
  { server_id: otherTenant, name: otherTenant, data, domain_id: 'other', labels: [otherTenant] },
]);
const fingerprint = async () =>
  (await sql`select md5(string_agg(t::text, '|' order by server_id)) as f from server as t`.execute(db))
    .rows[0];
const before = await fingerprint();

/**
 * Runs hostile queries. Each answers from within its scope, or is refused by an error of the closed list that shows
 * nothing of the database; the table stays as it is. To be worth something, a quarter of them has to run.
 */
async function attack<T>(
  queries: fc.Arbitrary<T>,
  run: (query: T) => Promise<unknown>,
  numRuns: number,
): Promise<void> {
  const refusals = ['INVALID_PARAMETER', 'INVALID_PARAMETER_TYPE', 'REQUIRED_PARAMETER', 'DB_QUERY'];
  let ran = 0;
  const property = fc.asyncProperty(queries, async query => {
    let answer: string;
    try {
      answer = JSON.stringify(await run(query));
      ran++;
    } catch (error) {
      if (!(error instanceof HawserError)) throw error;
      answer = error.message;
      assert.ok(refusals.includes(error.code), error.code);
    }
    assert.ok(!answer.includes(hidden) && !answer.includes(otherTenant), answer);
  });
  await fc.assert(property, { numRuns });
  assert.deepEqual(await fingerprint(), before);
  assert.ok(ran > numRuns / 4, `${ran} of ${numRuns} ran`);
}

test('hostile list queries', () => attack(list, query => runList(db, serverModel, query, scope), 600));
test('hostile statistics queries', () => attack(stat, query => runStat(db, serverModel, query, scope), 600));
test('hostile analyses', () => attack(analyze, query => runAnalyze(db, serverModel, query, scope), 600));

test('hostile analyses over time', () => {
  const granularity = fc.constantFrom('DAILY' as const, 'MONTHLY' as const, 'YEARLY' as const);
  const queries = fc.tuple(analyze, granularity, day, day);
  return attack(
    queries,
    ([query, each, start, end]) =>
      runTimeSeries(db, serverModel, { ...query, granularity: each, start, end }, scope, 'created_at'),
    300,
  );
});
