import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromJson, type JsonObject } from '@bufbuild/protobuf';
import {
  AnalyzeQuerySchema,
  TimeSeriesAnalyzeQuerySchema,
} from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import { runAnalyze } from './analyze.ts';
import { fromAnalyzeQuery, fromTimeSeriesAnalyzeQuery } from './analyze-message.ts';
import { createServers, openDatabase, type Server, serverModel } from './test/fixture.ts';
import { runTimeSeries } from './time-series.ts';

const rows: Server[] = [
  {
    server_id: '1',
    name: '2026-01-31',
    price: 1,
    cpu: 2,
    created_at: '2026-01-31T23:59:59.999Z',
    data: { region: 'kr', os: 'a' },
  },
  {
    server_id: '2',
    name: '2026-02-01',
    price: 2,
    cpu: 0,
    created_at: '2026-02-01T00:00:00.000Z',
    data: { region: 'kr', os: 'b' },
  },
  {
    server_id: '3',
    name: '2026-02-28',
    price: 4,
    cpu: 1,
    created_at: '2026-02-28T12:00:00.000Z',
    data: { region: 'us', os: 'a' },
  },
  {
    server_id: '4',
    name: '2026-03',
    price: 8,
    created_at: '2026-03-01T00:00:00.000Z',
    data: { region: 'kr', os: 'a' },
  },
  { server_id: '5', name: '2026-02-01', price: 16, domain_id: 'other', data: { region: 'kr' } },
];

const db = await openDatabase();
await createServers(db, rows);
const scope = { domain_id: 'd' };

const analyze = (query: JsonObject) =>
  runAnalyze(db, serverModel, fromAnalyzeQuery(fromJson(AnalyzeQuerySchema, query)), scope);
const series = (dateField: string, query: JsonObject) => {
  const message = fromJson(TimeSeriesAnalyzeQuerySchema, { fields: { cost }, ...query });
  return runTimeSeries(db, serverModel, fromTimeSeriesAnalyzeQuery(message), scope, dateField);
};
const cost = { key: 'price', operator: 'sum' };

describe('analyze', () => {
  test('group_by: a text is named by its last part', async () => {
    const group_by = ['data.region', { key: 'data.os', name: 'system' }];
    assert.deepEqual(
      await analyze({ group_by, fields: { cost, n: { operator: 'count' } }, sort: [{ key: 'cost' }] }),
      {
        results: [
          { region: 'kr', system: 'b', cost: 2, n: 1 },
          { region: 'us', system: 'a', cost: 4, n: 1 },
          { region: 'kr', system: 'a', cost: 9, n: 2 },
        ],
      },
    );
  });

  test('without group_by all rows are one', async () => {
    assert.deepEqual(await analyze({ fields: { cost } }), { results: [{ cost: 15 }] });
  });

  test('field_group: lists of values, and totals to sort by', async () => {
    const query = { group_by: ['data.region', 'data.os'], field_group: ['os'], fields: { cost } };
    assert.deepEqual(await analyze({ ...query, sort: [{ key: 'cost', desc: true }] }), {
      results: [
        {
          region: 'kr',
          _total_cost: 11,
          cost: [
            { value: 9, os: 'a' },
            { value: 2, os: 'b' },
          ],
        },
        { region: 'us', _total_cost: 4, cost: [{ value: 4, os: 'a' }] },
      ],
    });
  });

  test('select: names, and what is computed of them', async () => {
    const fields = { cost, cpu: { key: 'cpu', operator: 'sum' }, all: { key: 'price', operator: 'push' } };
    const select = {
      where: 'region',
      unit: { operator: 'divide', fields: ['cost', 'cpu'] },
      more: { operator: 'add', fields: [{ operator: 'multiply', fields: ['cost', 2] }, 0.5, 'cpu'] },
      less: { operator: 'subtract', fields: ['cost', 'cpu'] },
      size: { operator: 'size', key: 'all' },
      sum: { operator: 'sum', key: 'all' },
    };
    assert.deepEqual(await analyze({ group_by: ['data.region'], fields, select }), {
      results: [
        { where: 'kr', unit: 5.5, more: 24.5, less: 9, size: 3, sum: 11 },
        { where: 'us', unit: 4, more: 9.5, less: 3, size: 1, sum: 4 },
      ],
    });
    const byZero = { x: { operator: 'divide', fields: ['cost', 0] } };
    assert.deepEqual(await analyze({ fields: { cost }, select: byZero }), { results: [{ x: null }] });
  });

  test('page: more tells whether there are', async () => {
    const page = async (start: number, limit: number) => {
      const { results, more } = await analyze({
        group_by: ['server_id'],
        fields: { cost },
        page: { start, limit },
      });
      return [results.map(result => (result as JsonObject).server_id).join(' '), more];
    };
    assert.deepEqual(await page(1, 3), ['1 2 3', true]);
    assert.deepEqual(await page(2, 3), ['2 3 4', false]);
    assert.deepEqual(await page(0, 0), ['1 2 3 4', undefined]);
  });

  test('filter and unwind', async () => {
    const filter = [{ k: 'data.os', v: 'A', o: 'contain' }];
    assert.deepEqual(await analyze({ filter, fields: { cost } }), { results: [{ cost: 13 }] });
    assert.deepEqual(await analyze({ unwind: { path: 'data.os' }, fields: { cost } }), {
      results: [{ cost: 15 }],
    });
  });
});

describe('over time', () => {
  const dates = async (dateField: string, granularity: string, start: string, end: string) => {
    const { results } = await series(dateField, { granularity, start, end });
    return Object.fromEntries(
      results.map(result => [(result as JsonObject).date, (result as JsonObject).cost]),
    );
  };

  for (const dateField of ['created_at', 'name']) {
    test(`by day, month and year of ${dateField}, from the first to the last inclusive`, async () => {
      assert.deepEqual(await dates(dateField, 'DAILY', '2026-02-01', '2026-02-28'), {
        '2026-02-01': 2,
        '2026-02-28': 4,
      });
      assert.deepEqual(await dates(dateField, 'MONTHLY', '2026-01', '2026-02'), {
        '2026-01': 1,
        '2026-02': 6,
      });
      assert.deepEqual(await dates(dateField, 'MONTHLY', '2026-02-02', '2026-03'), {
        '2026-02': 4,
        '2026-03': 8,
      });
      assert.deepEqual(await dates(dateField, 'YEARLY', '2026', '2026'), { '2026': 15 });
      assert.deepEqual(await dates(dateField, 'YEARLY', '2025', '2025'), {});
    });
  }

  test('the days can be what the lists are of', async () => {
    const query = {
      granularity: 'MONTHLY',
      start: '2026-02',
      end: '2026-03',
      group_by: ['data.region'],
      field_group: ['date'],
    };
    assert.deepEqual(await series('created_at', query), {
      results: [
        {
          region: 'kr',
          _total_cost: 10,
          cost: [
            { value: 2, date: '2026-02' },
            { value: 8, date: '2026-03' },
          ],
        },
        { region: 'us', _total_cost: 4, cost: [{ value: 4, date: '2026-02' }] },
      ],
    });
  });
});

describe('errors name the path', () => {
  const cases: [query: JsonObject, text: RegExp][] = [
    [{}, /Required.*query\.fields/],
    [{ fields: { x: 1 } }, /query\.fields\.x, type = dict/],
    [{ fields: { x: { key: 'cpu' } } }, /Required.*query\.fields\.x\.operator/],
    [{ fields: { x: { operator: 'sum' } } }, /Required.*query\.fields\.x\.key/],
    [{ fields: { x: { key: 'nothing', operator: 'sum' } } }, /query\.fields\.x\.key/],
    [
      { fields: { x: { key: 'cpu', operator: 'median' } } },
      /Database query failed.*query\.fields\.x\.operator/,
    ],
    [{ fields: { 'x.y': cost } }, /query\.fields\.x\.y\.name/],
    [{ fields: { cost }, group_by: [1] }, /query\.group_by\[0\], type = text or dict/],
    [{ fields: { cost }, group_by: [{ key: 'cpu' }] }, /query\.group_by\[0\]/],
    [{ fields: { cost }, group_by: ['nothing'] }, /query\.group_by\[0\]/],
    [{ fields: { cost }, field_group: ['_total_x'] }, /query\.field_group\[0\]/],
    [{ fields: { cost }, field_group: ['x'] }, /query\.field_group\[0\], reason = is not a name in group_by/],
    [{ fields: { cost }, field_group: Array(101).fill('x') }, /query\.field_group,.*100/],
    [{ fields: { cost }, sort: [{ key: 'nothing' }] }, /query\.sort\[0\]\.key/],
    [
      { fields: { cost }, select: { x: { operator: 'power', fields: ['cost', 2] } } },
      /query\.select\.x\.operator/,
    ],
    [
      { fields: { cost }, select: { x: { operator: 'divide', fields: ['cost'] } } },
      /query\.select\.x\.fields/,
    ],
    [
      { fields: { cost }, select: { x: { operator: 'add', fields: ['nothing'] } } },
      /query\.select\.x\.fields\[0\]/,
    ],
    [{ fields: { cost }, select: { x: 1 } }, /query\.select\.x/],
  ];
  for (const [query, text] of cases) {
    test(JSON.stringify(query).slice(0, 90), () => assert.rejects(async () => analyze(query), text));
  }

  const times: [query: JsonObject, text: RegExp][] = [
    [{ start: '2026', end: '2026' }, /query\.granularity/],
    [{ granularity: 'DAILY', end: '2026' }, /Required.*query\.start/],
    [{ granularity: 'DAILY', start: '2026', end: '2026-02-30' }, /query\.end, type = YYYY-MM-DD/],
    [{ granularity: 'DAILY', start: '2026-13', end: '2026' }, /query\.start, type = YYYY-MM\)/],
  ];
  for (const [query, text] of times) {
    test(JSON.stringify(query), () => assert.rejects(async () => series('created_at', query), text));
  }
});
