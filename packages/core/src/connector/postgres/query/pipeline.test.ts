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

describe('errors name the path', () => {
  const field = (operator: string, key: string, more: JsonObject = {}) => ({
    n: 'x',
    o: operator,
    k: key,
    ...more,
  });
  const group = (...fields: JsonObject[]) => ({ aggregate: [{ group: { fields } }] });
  const cases: [query: JsonObject, text: RegExp][] = [
    [{}, /Required.*query\.aggregate/],
    [{ distinct: 'nothing' }, /query\.distinct/],
    [{ distinct: 'password' }, /query\.distinct/],
    [{ aggregate: [{ group: {} }] }, /query\.aggregate\[0\]\.group\.keys/],
    [{ aggregate: [{ group: { keys: [{ k: 'nothing', n: 'x' }] } }] }, /group\.keys\[0\]\.key/],
    [{ aggregate: [{ group: { keys: [{ k: 'name', n: 'x.y' }] } }] }, /group\.keys\[0\]\.name/],
    [
      { aggregate: [{ group: { keys: [{ k: 'name', n: 'x', date_format: '%q' }] } }] },
      /group\.keys\[0\]\.date_format.*%q/,
    ],
    [group(field('median', 'cpu')), /Database query failed.*group\.fields\[0\]\.operator/],
    [group(field('constructor', 'cpu')), /Database query failed.*group\.fields\[0\]\.operator/],
    [group(field('sum', '')), /group\.fields\[0\]\.key/],
    [group(field('sum', 'cpu'), field('min', 'cpu')), /group\.fields\[1\]\.name/],
    [group({ n: '__proto__', o: 'count' }), /group\.fields\[0\]\.name/],
    [group(field('push', '')), /group\.fields\[0\]\.fields/],
    [
      group(field('max', 'cpu', { conditions: [{ k: 'cpu', v: 1, o: 'eq' }] })),
      /group\.fields\[0\]\.conditions/,
    ],
    [
      group(field('sum', 'cpu', { conditions: [{ k: 'cpu', v: [1], o: 'in' }] })),
      /conditions\[0\]\.operator/,
    ],
    [
      { aggregate: [{ count: { name: 'n' } }, { sort: [{ key: 'cpu' }] }] },
      /query\.aggregate\[1\]\.sort\[0\]\.key/,
    ],
    [{ aggregate: [{ limit: 0 }] }, /query\.aggregate\[0\]\.limit/],
    [{ aggregate: [{ unwind: { path: 'cpu' } }] }, /query\.aggregate\[0\]\.unwind\.path/],
    [
      { aggregate: [{ project: { fields: [{ k: 'cpu', n: 'x', o: 'sqrt' }] } }] },
      /project\.fields\[0\]\.operator/,
    ],
    [{ aggregate: Array(51).fill({ skip: 1 }) }, /query\.aggregate,.*50/],
  ];
  for (const [query, text] of cases) {
    test(JSON.stringify(query).slice(0, 90), () => assert.rejects(stat(query), text));
  }
});

test('fifty stages stay small, whatever they refer to', async () => {
  const path = 'data.disks.size.a.b';
  const project = {
    project: {
      fields: [
        { k: path, n: 'data' },
        { k: 'data', n: 'all', o: 'size' },
      ],
    },
  };
  const unwind = { unwind: { path: 'data.disks' } };
  for (const stage of [project, unwind, { sort: [{ key: path }] }, { skip: 1 }]) {
    const started = performance.now();
    await stat({ aggregate: Array(50).fill(stage) });
    assert.ok(performance.now() - started < 5_000, JSON.stringify(stage));
  }
});
