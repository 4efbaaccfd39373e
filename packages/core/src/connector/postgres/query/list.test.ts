import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { runList } from './list.ts';
import type { ListQuery } from './query.ts';
import { createServers, listQuery, openDatabase, serverModel, servers, where } from './test/fixture.ts';

const db = await openDatabase();
await createServers(db, servers);

const list = (query: Partial<ListQuery>, scope: Record<string, string | string[]> = { domain_id: 'd' }) =>
  runList(db, serverModel, listQuery(query), scope);
const ids = async (query: Partial<ListQuery>) =>
  (await list({ only: ['server_id'], ...query })).results.map(row => row.server_id).join(' ');

describe('rows', () => {
  test('all columns but private ones, times as ISO text', async () => {
    const { results, totalCount } = await list({ filter: [where('server_id', 'eq', 's1')] });
    const { password: _, ...shown } = servers[0]!;
    assert.deepEqual({ ...results[0] }, { ...shown, domain_id: 'd' });
    assert.equal(totalCount, 1);
  });

  test('only: values at their place, objects of lists keep what is named', async () => {
    const only = ['data.os', 'data.disks.size', 'created_at', 'data.disks.type'];
    const { results } = await list({ only });
    assert.deepEqual(results[0], {
      data: { os: 'Linux', disks: [{ size: 10, type: 'ssd' }, { size: 20 }] },
      created_at: '2026-01-01T00:00:00.000Z',
    });
    assert.deepEqual(results[1], {
      data: { os: 'windows', disks: { size: 30 } },
      created_at: '2026-02-01T12:00:00.000Z',
    });
    assert.deepEqual(results[3], { data: null, created_at: null });
  });

  test('minimal', async () => {
    assert.deepEqual((await list({ minimal: true })).results[0], { server_id: 's1', name: 'Web 100%' });
  });

  test('unwind: a row for every element', async () => {
    const { results, totalCount } = await list({
      unwind: { path: 'data.disks', filter: [where('data.disks.size', 'gt', 10)] },
      only: ['server_id', 'data.disks'],
      sort: [{ key: 'data.disks.size', desc: true }],
    });
    assert.deepEqual(results, [
      { server_id: 's2', data: { disks: [{ size: 30 }] } },
      { server_id: 's1', data: { disks: [{ size: 20 }] } },
    ]);
    assert.equal(totalCount, 2);
  });
});

test('times are in UTC with milliseconds, wherever the connection is', async () => {
  const times = [
    '2026-01-01T00:00:00.000Z',
    '2026-01-01T00:00:00.120Z',
    '2026-12-31T23:59:59.999Z',
    '0099-01-01T00:00:00.000Z',
  ];
  for (const zone of ['UTC', 'Asia/Seoul', 'Asia/Kolkata', 'America/St_Johns']) {
    await db.transaction().execute(async transaction => {
      await sql`select set_config('timezone', ${zone}, true)`.execute(transaction);
      for (const time of times) {
        await sql`update server set created_at = ${time} where server_id = 's3'`.execute(transaction);
        const query = listQuery({ only: ['created_at'], filter: [where('created_at', 'eq', time)] });
        const { results } = await runList(transaction, serverModel, query, {});
        assert.ok(results.length > 0 && results.every(row => row.created_at === time), `${zone} ${time}`);
      }
      await sql`update server set created_at = null where server_id = 's3'`.execute(transaction);
    });
  }
});

describe('order and pages', () => {
  const orders: [key: string, desc: boolean, found: string][] = [
    ['name', false, 's4 s3 s1 s2'],
    ['name', true, 's2 s1 s3 s4'],
    ['cpu', false, 's3 s4 s2 s1'],
    ['data.os', false, 's4 s3 s1 s2'],
    ['data.os', true, 's2 s1 s3 s4'],
    ['data.disks.size', false, 's3 s4 s1 s2'],
    ['data.disks.size', true, 's2 s1 s3 s4'],
    ['labels', true, 's1 s2 s3 s4'],
  ];
  for (const [key, desc, found] of orders) {
    test(`sort by ${desc ? '-' : ''}${key}`, async () => {
      assert.equal(await ids({ sort: [{ key, desc }] }), found);
    });
  }

  test('a page starts from 1, and total_count ignores it', async () => {
    const page = async (start: number, limit: number) => {
      const { results, totalCount } = await list({ only: ['server_id'], page: { start, limit } });
      return `${results.map(row => row.server_id).join(' ')} of ${totalCount}`;
    };
    assert.equal(await page(1, 3), 's1 s2 s3 of 4');
    assert.equal(await page(0, 2), 's1 s2 of 4');
    assert.equal(await page(4, 3), 's4 of 4');
    assert.equal(await page(5, 3), ' of 4');
    assert.equal(await page(2, 0), 's1 s2 s3 s4 of 4');
  });

  test('count_only', async () => {
    assert.deepEqual(await list({ countOnly: true }), { results: [], totalCount: 4 });
  });

  test("a model's most rows hold without a limit, too", async () => {
    const model = { ...serverModel, maxRows: 2 };
    for (const limit of [0, 3]) {
      const { results, totalCount } = await runList(db, model, listQuery({ page: { start: 1, limit } }), {
        domain_id: 'd',
      });
      assert.deepEqual([results.length, totalCount], [2, 4]);
    }
  });
});

describe('scope', () => {
  test('nothing in a query leads beyond it', async () => {
    const filterOr = [where('domain_id', 'eq', 'other'), where('name', 'eq', 'other')];
    assert.equal(await ids({ filterOr }), '');
    assert.equal(await ids({ filter: [where('domain_id', 'eq', 'other')] }), '');
  });

  test('rows shared by all are within', async () => {
    const found = async (workspace_id: string | string[]) =>
      (await list({}, { domain_id: 'd', workspace_id })).results.map(row => row.server_id).join(' ');
    assert.equal(await found('w1'), 's1 s2');
    assert.equal(await found(['w1', 'w2']), 's1 s2 s3');
    assert.equal(await found([]), '');
  });

  test('a scope without a value is refused', async () => {
    await assert.rejects(list({}, { domain_id: undefined as unknown as string }), /domain_id/);
    await assert.rejects(list({}, { nothing: 'd' }), /nothing/);
  });
});
