import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { toJson } from '@bufbuild/protobuf';
import { seen, startDesk } from '../../test/desk.ts';
import { golden } from '../../test/golden.ts';
import { here } from '../../test/hawser.ts';
import { DrawerQuerySchema } from '../../testdata/gen/desk/v1/desk_pb.js';

describe('hawser list and get', () => {
  let server: Awaited<ReturnType<typeof startDesk>>;
  const run = (...args: string[]) => here([...args, '--endpoint', server.address]);
  const shown = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(...args);
    assert.deepEqual([code, stderr], [0, '']);
    return stdout;
  };
  const asked = () => toJson(DrawerQuerySchema, seen.queries.at(-1)!, { useProtoFieldName: true });

  before(async () => {
    server = await startDesk();
  });
  after(() => server.stop());

  it('shows a page as a table, and how many there are', async () => {
    golden('list.txt', await shown('list', 'desk.Drawer', '--limit', '5'));
    golden('list-last-page.txt', await shown('list', 'drawers', '--limit', '5', '--page', '3'));
    golden('list-columns.txt', await shown('list', 'drawer', '-c', 'name,data.inside.pens,nothing'));
    assert.equal(await shown('list', 'drawer', '-p', 'colour=none'), 'none\n');
  });

  it('asks the server for what was asked for', async () => {
    await shown(
      ...['list', 'drawer', '--filter', 'provider=oak', 'size>5', '--sort', '-size', '--sort', 'name'],
      ...['--keyword', 'pen', '--limit', '10', '--page', '2', '-c', 'name,size', '-p', 'colour=red'],
    );
    assert.deepEqual(asked(), {
      colour: 'red',
      query: {
        filter: [
          { k: 'provider', v: 'oak', o: 'eq' },
          { k: 'size', v: 5, o: 'gt' },
        ],
        sort: [{ key: 'size', desc: true }, { key: 'name' }],
        keyword: 'pen',
        page: { start: 11, limit: 10 },
        only: ['name', 'size'],
      },
    });
  });

  it('counts', async () => {
    assert.equal(await shown('list', 'drawer', '--count'), '12\n');
    assert.deepEqual(asked(), { query: { count_only: true } });
    assert.equal(await shown('list', 'drawer', '--count', '-o', 'json'), '{\n  "total_count": 12\n}\n');
  });

  it('prints JSON and YAML', async () => {
    const json = JSON.parse(await shown('list', 'drawer', '-l', '1', '-o', 'json'));
    assert.equal(json.total_count, 12);
    assert.equal(json.results[0].drawer_id, 'drawer-1');
    golden('list.yaml', await shown('list', 'drawer', '-l', '2', '-o', 'yaml'));
  });

  it('gets one by its id', async () => {
    golden('get.txt', await shown('get', 'drawer', 'drawer-2'));
    assert.equal(JSON.parse(await shown('get', 'drawer', '-p', 'drawer_id=drawer-2', '-o', 'json')).size, 10);
    const { code, stderr } = await run('get', 'drawer', 'drawer-99');
    assert.equal(code, 1);
    assert.equal(
      stderr,
      'ERROR_NOT_FOUND: Resource cannot be found or access is denied. (drawer_id = drawer-99)\n',
    );
  });

  it('refuses what it can’t do, before it asks', async () => {
    const before = seen.queries.length;
    const results = await run('list', 'drawer', '--filter', 'size');
    assert.deepEqual([results.code, results.stderr.split('\n')[0]], [2, 'error: "size" is no condition']);
    const desk = await run('list', 'desk');
    assert.deepEqual(
      [desk.code, desk.stderr.split('\n')[0]],
      [2, 'error: desk.v1.Desk has no method "list"'],
    );
    const unknown = await run('list', 'drower');
    assert.match(unknown.stderr, /did you mean Drawer\?/);
    assert.equal(seen.queries.length, before);
  });
});
