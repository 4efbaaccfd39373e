import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HawserError } from '../../../error/index.ts';
import { runList } from './list.ts';
import type { ListQuery } from './query.ts';
import { createServers, listQuery, openDatabase, serverModel, servers, where } from './test/fixture.ts';
import type { Json } from './value.ts';

const db = await openDatabase();
await createServers(db, servers);

const list = (query: Partial<ListQuery>, scope: Record<string, string | string[]> = { domain_id: 'd' }) =>
  runList(db, serverModel, listQuery(query), scope);
const ids = async (query: Partial<ListQuery>) =>
  (await list({ only: ['server_id'], ...query })).results.map(row => row.server_id).join(' ');

describe('filter', () => {
  const cases: [key: string, operator: string, value: Json, found: string][] = [
    ['name', 'eq', 'DB', 's3'],
    ['name', 'eq', null, 's4'],
    ['name', 'not', 'DB', 's1 s2 s4'],
    ['name', 'not', null, 's1 s2 s3'],
    ['name', 'in', ['DB', null], 's3 s4'],
    ['name', 'in', [], ''],
    ['name', 'not_in', ['DB', 'web_2'], 's1 s4'],
    ['name', 'not_in', ['DB', null], 's1 s2'],
    ['name', 'not_in', [], 's1 s2 s3 s4'],
    ['name', 'contain', '0%', 's1'],
    ['name', 'contain', 'WEB', 's1 s2'],
    ['name', 'contain', 'b_', 's2'],
    ['name', 'not_contain', 'web', 's3 s4'],
    ['name', 'contain_in', ['db', '%'], 's1 s3'],
    ['name', 'contain_in', [], ''],
    ['name', 'not_contain_in', ['db', '%'], 's2 s4'],
    ['name', 'regex', '^WEB.\\d', 's1 s2'],
    ['name', 'regex_in', ['^d', '2$'], 's2 s3'],
    ['name', 'lt', 'Web', 's3'],
    ['name', 'lte', null, 's4'],
    ['name', 'lt', null, ''],
    ['cpu', 'eq', 4, 's1'],
    ['cpu', 'gt', 2.5, 's1'],
    ['cpu', 'lte', 1e300, 's1 s2'],
    ['cpu', 'in', [2, 4], 's1 s2'],
    ['size', 'eq', 2, 's2'],
    ['price', 'gte', 2.5, 's2'],
    ['is_on', 'eq', false, 's2'],
    ['is_on', 'not', true, 's2 s3 s4'],
    ['created_at', 'eq', '2026-01-01T09:00:00+09:00', 's1'],
    ['created_at', 'gt', '2026-01-15', 's2'],
    ['created_at', 'datetime_lte', '2026-02-01T12:00:00.000Z', 's1 s2'],
    ['created_at', 'timediff_gt', 'now/d + 9999w', ''],
    ['created_at', 'exists', false, 's3 s4'],
    ['labels', 'eq', 'a', 's1'],
    ['labels', 'not', 'a', 's2 s3 s4'],
    ['labels', 'in', ['B', 'c'], 's1'],
    ['labels', 'contain', 'b', 's1'],
    ['labels.0', 'eq', 'a', 's1'],
    ['labels.1', 'eq', 'a', ''],
    ['labels', 'exists', true, 's1 s2'],
    ['data.os', 'eq', 'Linux', 's1'],
    ['data.os', 'eq', 5, 's3'],
    ['data.os', 'eq', '5', ''],
    ['data.os', 'not', 'Linux', 's2 s3 s4'],
    ['data.os', 'in', ['Linux', 5, null], 's1 s3 s4'],
    ['data.os', 'contain', 'IN', 's1 s2'],
    ['data.os', 'not_contain', 'lin', 's2 s3 s4'],
    ['data.os', 'regex', '^[lw]IN', 's1 s2'],
    ['data.os', 'gt', 'M', 's2'],
    ['data.os', 'gt', 4, 's3'],
    ['data.cores', 'eq', 2, 's1'],
    ['data.cores', 'not', 2, 's2 s3 s4'],
    ['data.cores.0', 'eq', 1, 's1'],
    ['data.cores.0', 'eq', null, 's2 s3 s4'],
    ['data.disks.size', 'eq', 20, 's1'],
    ['data.disks.size', 'gte', 20, 's1 s2'],
    ['data.disks.type', 'eq', null, 's1 s2 s3 s4'],
    ['data.disks.1.size', 'eq', 20, 's1'],
    ['data.disks', 'match', { size: 10, type: 'ssd' }, 's1'],
    ['data.disks', 'match', { size: 20, type: 'ssd' }, ''],
    ['data.disks', 'match', { size: 30 }, ''],
    ['data.disks', 'eq', { size: 20 }, 's1'],
    ['data.disks', 'eq', { size: 30 }, 's2'],
    ['data.nested', 'eq', 5, ''],
    ['data.nested', 'in', [5, 6], ''],
    ['data.nested.0', 'in', [5, 7], 's3'],
    ['data.x', 'exists', true, 's1'],
    ['data.x', 'eq', null, 's1 s2 s3 s4'],
    ['data.quo"te', 'eq', "it's", 's3'],
    ['data.at', 'datetime_lt', '2026-02-28T14:59:59Z', 's1'],
    ['data.at', 'datetime_gte', '2026-02-28T15:00:00Z', 's2'],
    ['hardware.cpu', 'eq', 8, 's2'],
  ];
  for (const [key, operator, value, found] of cases) {
    test(`${key} ${operator} ${JSON.stringify(value)}`, async () => {
      assert.equal(await ids({ filter: [where(key, operator, value)] }), found);
    });
  }

  test('all of filter and one of filter_or have to hold', async () => {
    const filter = [where('cpu', 'gt', 1), where('data.os', 'exists', true)];
    const filterOr = [where('name', 'eq', 'web_2'), where('name', 'eq', 'DB')];
    assert.equal(await ids({ filter, filterOr }), 's2');
  });

  test('one word of a keyword in one of its keys is enough', async () => {
    assert.equal(await ids({ keyword: ' linux  db ' }), 's1 s3');
    assert.equal(await ids({ keyword: 'S4' }), 's4');
  });
});

describe('errors name the path', () => {
  const cases: [query: Partial<ListQuery>, code: string, text: RegExp][] = [
    [{ filter: [where('nothing', 'eq', 1)] }, 'INVALID_PARAMETER', /query\.filter\[0\]\.key/],
    [{ filter: [where('password', 'eq', 'x')] }, 'INVALID_PARAMETER', /query\.filter\[0\]\.key/],
    [{ filter: [where('name.first', 'eq', 'x')] }, 'INVALID_PARAMETER', /query\.filter\[0\]\.key/],
    [{ filter: [where('data..x', 'eq', 'x')] }, 'INVALID_PARAMETER', /query\.filter\[0\]\.key/],
    [{ filter: [where('', 'eq', 'x')] }, 'DB_QUERY', /query\.filter\[0\]/],
    [{ filter: [where('name', '', 'x')] }, 'DB_QUERY', /filter\[0\]: key, value and operator are/],
    [
      { filterOr: [where('name', 'eq', 'x'), where('name', 'like', 'x')] },
      'DB_QUERY',
      /query\.filter_or\[1\]\.operator/,
    ],
    [
      { filter: [where('name', 'eq', 5)] },
      'INVALID_PARAMETER_TYPE',
      /query\.filter\[0\]\.value, type = text/,
    ],
    [{ filter: [where('name', 'eq', ['x'])] }, 'INVALID_PARAMETER_TYPE', /query\.filter\[0\]\.value/],
    [
      { filter: [where('name', 'in', 'x')] },
      'INVALID_PARAMETER_TYPE',
      /query\.filter\[0\]\.value, type = list/,
    ],
    [{ filter: [where('name', 'in', ['x', 5])] }, 'INVALID_PARAMETER_TYPE', /query\.filter\[0\]\.value\[1\]/],
    [{ filter: [where('cpu', 'contain', '1')] }, 'INVALID_PARAMETER', /query\.filter\[0\]\.operator/],
    [
      { filter: [where('data', 'exists', 1)] },
      'INVALID_PARAMETER_TYPE',
      /query\.filter\[0\]\.value, type = bool/,
    ],
    [
      { filter: [where('data', 'match', 1)] },
      'INVALID_PARAMETER_TYPE',
      /query\.filter\[0\]\.value, type = dict/,
    ],
    [{ filter: [where('name', 'match', {})] }, 'INVALID_PARAMETER', /query\.filter\[0\]\.operator/],
    [
      { filter: [where('created_at', 'datetime_lt', 'soon')] },
      'DB_QUERY',
      /query\.filter\[0\]\.value.*ISO 8601/,
    ],
    [{ filter: [where('created_at', 'timediff_lt', 'now/y')] }, 'DB_QUERY', /query\.filter\[0\]\.value/],
    [
      { filter: [where('name', 'regex', 'x'.repeat(1001))] },
      'INVALID_PARAMETER',
      /query\.filter\[0\]\.value/,
    ],
    [
      { filter: [where('name', 'regex', '(')] },
      'INVALID_PARAMETER',
      /query\.filter\[0\]\.value.*regular expression/,
    ],
    [{ filter: [where('name', 'eq', '\0')] }, 'INVALID_PARAMETER', /query\.filter\[0\]\.value/],
    [{ filter: Array(1001).fill(where('name', 'eq', 'x')) }, 'INVALID_PARAMETER', /query\.filter,.*1000/],
    [
      { filter: [where('name', 'in', Array(10_001).fill('x'))] },
      'INVALID_PARAMETER',
      /query\.filter\[0\]\.value,.*10000/,
    ],
    [{ sort: [{ key: 'name' }, { key: 'nothing' }] }, 'INVALID_PARAMETER', /query\.sort\[1\]\.key/],
    [{ only: ['name', 'nothing'] }, 'INVALID_PARAMETER', /query\.only\[1\]/],
    [{ page: { start: 1, limit: -1 } }, 'INVALID_PARAMETER', /query\.page\.limit/],
    [{ unwind: { path: 'name', filter: [] } }, 'INVALID_PARAMETER', /query\.unwind\.path/],
    [
      { unwind: { path: 'data.x', filter: [where('x', 'eq', 1)] } },
      'INVALID_PARAMETER',
      /query\.unwind\.filter\[0\]\.key/,
    ],
  ];
  for (const [query, code, text] of cases) {
    test(JSON.stringify(query).slice(0, 80), async () => {
      await assert.rejects(list(query), error => {
        assert.ok(error instanceof HawserError, String(error));
        assert.equal(error.code, code);
        assert.match(error.message, text);
        return true;
      });
    });
  }
});
