import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create, fromJson, type JsonValue } from '@bufbuild/protobuf';
import {
  AnalyzeQuerySchema,
  QuerySchema,
  StatisticsQuerySchema,
  TimeSeriesAnalyzeQuerySchema,
} from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import { fromAnalyzeQuery, fromTimeSeriesAnalyzeQuery } from './analyze-message.ts';
import { emptyListQuery, fromQuery } from './message.ts';
import { fromStatisticsQuery } from './stat-message.ts';

const query = (json: JsonValue) => fromQuery(fromJson(QuerySchema, json));

test('a message that is missing or empty asks for all', () => {
  assert.deepEqual(fromQuery(undefined), emptyListQuery());
  assert.deepEqual(fromQuery(create(QuerySchema)), {
    ...emptyListQuery(),
    page: undefined,
    unwind: undefined,
  });
});

test('conditions in either spelling, with values of every type', () => {
  const value = { a: [1, 'x', true, null, { b: {} }] };
  const { filter, filterOr } = query({
    filter: [
      { k: 'tags.Name', v: value, o: 'eq' },
      { key: 'name', value: null, operator: 'not' },
    ],
    filter_or: [{ k: 'name' }, {}],
  });
  assert.deepEqual(filter, [
    { key: 'tags.Name', value, operator: 'eq' },
    { key: 'name', value: null, operator: 'not' },
  ]);
  assert.deepEqual(filterOr, [
    { key: 'name', value: null, operator: '' },
    { key: '', value: null, operator: '' },
  ]);
});

test('all of a list query', () => {
  const { sort, page, only, minimal, countOnly, keyword, unwind } = query({
    sort: [{ key: 'name', desc: true }],
    page: { start: 2, limit: 10 },
    only: ['name'],
    minimal: true,
    count_only: true,
    keyword: 'web',
    unwind: { path: 'data.disks', filter: [{ k: 'data.disks.size', v: 1, o: 'gt' }] },
  });
  assert.deepEqual(sort, [{ key: 'name', desc: true }]);
  assert.deepEqual([page?.start, page?.limit], [2, 10]);
  assert.deepEqual([only, minimal, countOnly, keyword], [['name'], true, true, 'web']);
  assert.deepEqual(unwind, {
    path: 'data.disks',
    filter: [{ key: 'data.disks.size', value: 1, operator: 'gt' }],
  });
});

test('joins and computed fields are refused', () => {
  assert.throws(() => query({ lookup: [{ from: 'user' }] }), /query\.lookup/);
  assert.throws(() => query({ add_fields: { x: 1 } }), /query\.add_fields/);
  assert.throws(() => fromAnalyzeQuery(fromJson(AnalyzeQuerySchema, { lookup: [{}] })), /query\.lookup/);
  assert.deepEqual(query({ lookup: [], add_fields: {} }).filter, []);
});

test('stages of a statistics query', () => {
  const { aggregate } = fromStatisticsQuery(
    fromJson(StatisticsQuerySchema, {
      aggregate: [
        { unwind: { path: 'labels' } },
        {
          group: {
            keys: [{ k: 'provider', n: 'p', date_format: 'year' }],
            fields: [
              { name: 'n', operator: 'count', conditions: [{ k: 'cpu', v: 1, o: 'gt' }] },
              { n: 'all', o: 'push', fields: [{ k: 'name', n: 'x' }] },
            ],
          },
        },
        { count: { name: 'total' } },
        { sort: [{ key: 'n', desc: true }, { key: 'p' }] },
        {
          project: {
            fields: [
              { k: 'n', n: 'm' },
              { k: 'all', n: 's', o: 'size' },
            ],
            exclude_keys: true,
          },
        },
        { limit: 3 },
        { skip: 1 },
      ],
    }),
  );
  const group = 'query.aggregate[1].group';
  const project = 'query.aggregate[4].project';
  assert.deepEqual(aggregate, [
    { kind: 'unwind', at: 'query.aggregate[0].unwind', unwind: { path: 'labels', filter: [] } },
    {
      kind: 'group',
      at: group,
      keys: [
        {
          key: 'provider',
          name: 'p',
          dateFormat: 'year',
          at: `${group}.keys[0].key`,
          nameAt: `${group}.keys[0].name`,
        },
      ],
      fields: [
        {
          key: '',
          name: 'n',
          operator: 'count',
          fields: [],
          conditions: [{ key: 'cpu', value: 1, operator: 'gt' }],
          at: `${group}.fields[0]`,
        },
        {
          key: '',
          name: 'all',
          operator: 'push',
          fields: [{ key: 'name', name: 'x' }],
          conditions: [],
          at: `${group}.fields[1]`,
        },
      ],
    },
    { kind: 'count', at: 'query.aggregate[2].count', name: 'total' },
    {
      kind: 'sort',
      at: 'query.aggregate[3].sort',
      keys: [
        { key: 'n', desc: true },
        { key: 'p', desc: false },
      ],
    },
    {
      kind: 'project',
      at: project,
      fields: [
        { name: 'm', expression: 'n', at: `${project}.fields[0]` },
        { name: 's', expression: { operator: 'size', operands: ['all'] }, at: `${project}.fields[1]` },
      ],
      excludeKeys: true,
    },
    { kind: 'limit', at: 'query.aggregate[5].limit', count: 3 },
    { kind: 'skip', at: 'query.aggregate[6].skip', count: 1 },
  ]);
});

test('what a statistics query lacks or has wrong is named', () => {
  const read = (json: JsonValue) => () => fromStatisticsQuery(fromJson(StatisticsQuerySchema, json));
  assert.throws(() => fromStatisticsQuery(undefined), /REQUIRED|Required/);
  assert.throws(read({ aggregate: [{}] }), /query\.aggregate\[0\]/);
  assert.throws(read({ aggregate: [{ sort: ['name'] }] }), /query\.aggregate\[0\]\.sort\[0\], type = dict/);
  assert.throws(read({ aggregate: [{ sort: [{}] }] }), /query\.aggregate\[0\]\.sort\[0\]\.key/);
  assert.throws(read({ aggregate: [{ sort: [{ key: 'x', desc: 1 }] }] }), /sort\[0\]\.desc, type = bool/);
  assert.throws(read({ aggregate: [{ project: { fields: [{ name: 'x' }] } }] }), /project\.fields\[0\]\.key/);
});

test('an analysis over time', () => {
  const read = fromTimeSeriesAnalyzeQuery(
    fromJson(TimeSeriesAnalyzeQuerySchema, {
      granularity: 'MONTHLY',
      start: '2026-01',
      end: '2026-02',
      group_by: ['region', { key: 'data.a', name: 'b' }],
      field_group: ['b'],
      fields: { cost: { key: 'price', operator: 'sum' } },
      select: { x: { operator: 'add', fields: ['cost', 1] } },
    }),
  );
  assert.deepEqual([read.granularity, read.start, read.end], ['MONTHLY', '2026-01', '2026-02']);
  assert.deepEqual(read.groupBy, ['region', { key: 'data.a', name: 'b' }]);
  assert.deepEqual(read.fields, { cost: { key: 'price', operator: 'sum' } });
  assert.deepEqual(read.select, { x: { operator: 'add', fields: ['cost', 1] } });
  assert.throws(() => fromTimeSeriesAnalyzeQuery(undefined), /query/);
});
