import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Condition } from './operators.ts';
import type { GroupField, GroupKey, Stage } from './query.ts';
import { runStat } from './stat.ts';
import { anyCondition, documents, key } from './test/arbitrary.ts';
import { createServers, fillServers, openDatabase, serverModel } from './test/fixture.ts';
import { type Document, matches } from './test/oracle.ts';
import { aggregate, canonical } from './test/stat-oracle.ts';
import type { Json } from './value.ts';

const db = await openDatabase();
await createServers(db, []);

const at = 'query';
const few = (conditions: fc.Arbitrary<Condition>) => fc.array(conditions, { maxLength: 1 });
const comparison = anyCondition.filter(({ operator }) =>
  ['eq', 'not', 'lt', 'lte', 'gt', 'gte'].includes(operator),
);

const groupKeys: fc.Arbitrary<GroupKey[]> = fc
  .array(key, { maxLength: 2 })
  .map(keys => keys.map((each, i) => ({ key: each, name: `k${i}`, dateFormat: '', at, nameAt: at })));

type Field = Omit<GroupField, 'name' | 'at'>;
const none = fc.constant<never[]>([]);
const field: fc.Arbitrary<Field> = fc.oneof(
  fc.record({
    operator: fc.constantFrom('count', 'sum', 'average'),
    key,
    conditions: few(comparison),
    fields: none,
  }),
  fc.record({
    operator: fc.constantFrom('min', 'max', 'first', 'last', 'push', 'add_to_set', 'merge_objects'),
    key,
    conditions: none,
    fields: none,
  }),
  fc.record({
    operator: fc.constant('push'),
    key: fc.constant(''),
    conditions: none,
    fields: fc.tuple(key, key).map(([one, other]) => [
      { key: one, name: 'x' },
      { key: other, name: 'y' },
    ]),
  }),
);
const groupFields: fc.Arbitrary<GroupField[]> = fc
  .array(field, { minLength: 1, maxLength: 3 })
  .map(fields => fields.map((each, i) => ({ ...each, name: `f${i}`, at })));

const unwind = fc.record({
  kind: fc.constant('unwind' as const),
  unwind: fc.record({
    path: fc.constantFrom('data', 'data.a', 'data.a.b', 'data.b', 'labels'),
    filter: few(anyCondition),
  }),
  at: fc.constant(at),
});
const sort = fc.record({
  kind: fc.constant('sort' as const),
  // Keys whose values have an order; rows alike keep theirs.
  keys: fc.array(fc.record({ key: fc.constantFrom('cpu', 'name', 'price', 'is_on'), desc: fc.boolean() }), {
    minLength: 1,
    maxLength: 2,
  }),
  at: fc.constant(at),
});
const cut = fc.record({
  kind: fc.constantFrom('limit' as const, 'skip' as const),
  count: fc.integer({ min: 1, max: 8 }),
  at: fc.constant(at),
});
const group = fc.record({
  kind: fc.constant('group' as const),
  keys: groupKeys,
  fields: groupFields,
  at: fc.constant(at),
});

const stages: fc.Arbitrary<Stage[]> = fc
  .tuple(fc.array(fc.oneof(unwind, sort, cut), { maxLength: 4 }), group)
  .map(([before, last]) => [...before, last]);

/** Sets have no order, and groups come in that of their keys, which the oracle doesn't tell. */
const comparable = (rows: readonly Json[], last: Stage & { kind: 'group' }) =>
  rows
    .map(row => {
      const copy = { ...(row as Document) };
      for (const { name, operator } of last.fields) {
        if (operator === 'add_to_set') copy[name] = (copy[name] as Json[]).map(canonical).sort();
      }
      return canonical(copy);
    })
    .sort();

test('any aggregate of any documents is what doing its stages one by one makes', async () => {
  const query = fc.record({ stages, filter: few(anyCondition) });
  const property = fc.asyncProperty(
    documents,
    fc.array(query, { minLength: 1, maxLength: 20 }),
    async (rows, queries) => {
      await fillServers(db, rows);
      for (const each of queries) {
        const asked = {
          aggregate: each.stages,
          filter: each.filter,
          filterOr: [],
          keyword: '',
          distinct: '',
        };
        const { results } = await runStat(db, serverModel, asked, { domain_id: 'd' });
        const chosen = rows.filter(row => each.filter.every(condition => matches(row, condition)));
        const last = each.stages.at(-1) as Stage & { kind: 'group' };
        assert.deepEqual(comparable(results, last), comparable(aggregate(chosen, each.stages), last));
      }
    },
  );
  await fc.assert(property, { numRuns: 150 });
});
