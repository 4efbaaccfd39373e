import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromJson, type JsonObject } from '@bufbuild/protobuf';
import { StatisticsQuerySchema } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import { runStat } from './stat.ts';
import { fromStatisticsQuery } from './stat-message.ts';
import { createServers, openDatabase, serverModel, servers } from './test/fixture.ts';

const db = await openDatabase();
await createServers(db, servers);

const stat = (query: JsonObject) =>
  runStat(db, serverModel, fromStatisticsQuery(fromJson(StatisticsQuerySchema, query)), { domain_id: 'd' });
const results = async (...aggregate: JsonObject[]) => (await stat({ aggregate })).results;
const field = (operator: string, key: string, more: JsonObject = {}) => ({
  n: 'x',
  o: operator,
  k: key,
  ...more,
});
const all = async (one: JsonObject) => ((await results({ group: { fields: [one] } }))[0] as JsonObject).x;

describe('distinct', () => {
  const cases: [key: string, values: unknown[]][] = [
    ['name', ['DB', 'Web 100%', 'web_2']],
    ['cpu', [2, 4]],
    ['created_at', ['2026-01-01T00:00:00.000Z', '2026-02-01T12:00:00.000Z']],
    ['labels', ['B', 'a']],
    ['data.os', [5, 'Linux', 'windows']],
    ['data.x', [null]],
    ['data.disks.size', [10, 20, 30]],
  ];
  for (const [key, values] of cases) {
    test(key, async () => assert.deepEqual(await stat({ distinct: key }), { results: values }));
  }

  test('by page, with the number of all', async () => {
    assert.deepEqual(await stat({ distinct: 'name', page: { start: 2, limit: 1 } }), {
      results: ['Web 100%'],
      total_count: 3,
    });
    assert.deepEqual(await stat({ distinct: 'name', page: { start: 9, limit: 1 } }), {
      results: [],
      total_count: 3,
    });
  });
});

describe('group', () => {
  test('by keys; a missing one is left out, and null is not the same', async () => {
    const keys = [
      { k: 'data.x', n: 'x' },
      { k: 'is_on', n: 'on' },
    ];
    assert.deepEqual(await results({ group: { keys, fields: [{ n: 'n', o: 'count' }] } }), [
      { x: null, on: true, n: 1 },
      { on: false, n: 1 },
      { n: 2 },
    ]);
  });

  test('by a part of a time', async () => {
    const group = (dateFormat: string) =>
      results({ group: { keys: [{ k: 'created_at', n: 'd', date_format: dateFormat }] } });
    assert.deepEqual(await group('%Y/%m "at" %H%%'), [
      { d: '2026/01 "at" 00%' },
      { d: '2026/02 "at" 12%' },
      { d: null },
    ]);
    assert.deepEqual(await group('month'), [{ d: 1 }, { d: 2 }, { d: null }]);
    const ofText = await results({ group: { keys: [{ k: 'data.at', n: 'd', date_format: '%m-%d' }] } });
    assert.deepEqual(ofText, [{ d: '01-01' }, { d: '02-28' }, { d: null }]);
  });

  const accumulators: [field: JsonObject, value: unknown][] = [
    [field('count', ''), 4],
    [field('sum', 'price'), 4],
    [field('sum', 'data.os'), 5],
    [field('sum', 'name'), 0],
    [field('average', 'cpu'), 3],
    [field('average', 'name'), null],
    [field('min', 'cpu'), 2],
    [field('max', 'created_at'), '2026-02-01T12:00:00.000Z'],
    [field('min', 'is_on'), false],
    [field('min', 'data.os'), 5],
    [field('max', 'data.os'), 'windows'],
    [field('first', 'name'), 'Web 100%'],
    [field('last', 'name'), null],
    [field('first', 'labels'), ['a', 'B']],
    [field('push', 'cpu'), [4, 2]],
    [field('push', 'created_at'), ['2026-01-01T00:00:00.000Z', '2026-02-01T12:00:00.000Z']],
    [field('push', 'data.disks.size'), [[10, 20], 30]],
    [field('add_to_set', 'data.os'), ['Linux', 'windows', 5]],
    [field('merge_objects', 'data.hardware'), { cpu: 8 }],
    [field('merge_objects', 'name'), {}],
    [field('count', '', { conditions: [{ k: 'cpu', v: 3, o: 'gt' }] }), 1],
    [
      field('sum', 'price', {
        conditions: [
          { k: 'name', v: 'DB', o: 'not' },
          { k: 'cpu', v: 2, o: 'lte' },
        ],
      }),
      2.5,
    ],
    [field('average', 'price', { conditions: [{ k: 'cpu', v: 4, o: 'eq' }] }), 0.375],
    [
      {
        n: 'x',
        o: 'push',
        fields: [
          { k: 'server_id', n: 'id' },
          { k: 'data.os', n: 'os' },
        ],
      },
      [{ id: 's1', os: 'Linux' }, { id: 's2', os: 'windows' }, { id: 's3', os: 5 }, { id: 's4' }],
    ],
  ];
  for (const [one, value] of accumulators) {
    test(JSON.stringify(one), async () => assert.deepEqual(await all(one), value));
  }

  test('nothing comes of no rows', async () => {
    const filter = [{ k: 'name', v: 'nobody', o: 'eq' }];
    const group = { group: { fields: [{ n: 'n', o: 'count' }] } };
    assert.deepEqual(await stat({ filter, aggregate: [group] }), { results: [] });
    assert.deepEqual(await stat({ filter, aggregate: [{ count: { name: 'n' } }] }), { results: [] });
  });
});

describe('stages', () => {
  const byOs = { group: { keys: [{ k: 'data.os', n: 'os' }], fields: [{ n: 'n', o: 'count' }] } };

  test('count', async () => assert.deepEqual(await results({ count: { name: 'all' } }), [{ all: 4 }]));

  test('unwind and its filter', async () => {
    const unwind = { path: 'data.disks', filter: [{ k: 'data.disks.size', v: 10, o: 'gt' }] };
    assert.deepEqual(await results({ unwind }, { group: { fields: [field('push', 'data.disks.size')] } }), [
      { x: [20, 30] },
    ]);
    assert.deepEqual(
      await results({ unwind: { path: 'labels' } }, { group: { keys: [{ k: 'labels', n: 'l' }] } }),
      [{ l: 'B' }, { l: 'a' }],
    );
  });

  test('unwind of what a group made', async () => {
    const group = { group: { fields: [field('push', 'cpu')] } };
    assert.deepEqual(await results(group, { unwind: { path: 'x' } }), [{ x: 4 }, { x: 2 }]);
  });

  test('sort, skip and limit, in the order they come', async () => {
    const sort = { sort: [{ key: 'os', desc: true }] };
    assert.deepEqual(await results(byOs, sort, { skip: 1 }, { limit: 1 }), [{ os: 'Linux', n: 1 }]);
    assert.deepEqual(await results(byOs, sort, { limit: 2 }, { skip: 1 }), [{ os: 'Linux', n: 1 }]);
    assert.deepEqual(await results(byOs, sort, { limit: 2 }, { sort: [{ key: 'os' }] }, { limit: 1 }), [
      { os: 'Linux', n: 1 },
    ]);
    assert.deepEqual(
      await results({ sort: [{ key: 'cpu' }] }, { group: { fields: [field('last', 'cpu')] } }),
      [{ x: 4 }],
    );
  });

  test('groups of groups', async () => {
    const again = { group: { keys: [{ k: 'n', n: 'n' }], fields: [field('push', 'os')] } };
    assert.deepEqual(await results(byOs, again), [{ n: 1, x: ['Linux', 'windows', 5] }]);
  });

  test('project keeps the keys unless told otherwise', async () => {
    const fields = [{ k: 'n', n: 'number' }];
    const [one] = await results(byOs, { project: { fields } });
    assert.deepEqual(one, { os: 'Linux', number: 1 });
    const [other] = await results(byOs, { project: { fields, exclude_keys: true } });
    assert.deepEqual(other, { number: 1 });
  });

  test("project's operators", async () => {
    const group = {
      group: { fields: [field('push', 'cpu'), { n: 'o', o: 'merge_objects', k: 'data.hardware' }] },
    };
    const fields = [
      { k: 'x', n: 'size', o: 'size' },
      { k: 'x', n: 'sum', o: 'sum' },
      { k: 'o', n: 'pairs', o: 'object_to_array' },
    ];
    const pairs = [{ k: 'cpu', v: 8 }];
    assert.deepEqual(await results(group, { project: { fields } }), [{ size: 2, sum: 6, pairs }]);
    const back = { project: { fields: [{ k: 'pairs', n: 'o', o: 'array_to_object' }] } };
    assert.deepEqual(await results(group, { project: { fields } }, back), [{ o: { cpu: 8 } }]);
  });

  test('pages', async () => {
    assert.deepEqual(await stat({ aggregate: [byOs, { limit: 3 }], page: { start: 3, limit: 2 } }), {
      results: [{ os: 5, n: 1 }],
      total_count: 3,
    });
  });
});
