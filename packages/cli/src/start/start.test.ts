import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { here } from '../../test/hawser.ts';
import { Running } from '../../test/lines.ts';
import { configFolder, template } from '../../test/template.ts';

interface Line {
  msg: string;
  pid: number;
  servers?: Record<string, string>;
}

const start = (...args: string[]) => new Running<Line>(['start', ...args], { cwd: template });
const ready = ({ msg }: Line) => msg === 'ready';

/** Resources of a contract of the modern kind are found by its methods: ListItems, GetItem. */
async function listsAndGets(id: string, endpoint: readonly string[]): Promise<void> {
  await here(['call', 'ItemStoreService.CreateItem', '-p', 'name=a table', ...endpoint]);
  const all = await here(['list', 'item-store.Item', ...endpoint]);
  assert.match(all.stdout, /^ITEM_ID +NAME +CREATED_AT\n.+ a table +.+\n.+ lamp +.+\n2 in all\n$/);
  const first = await here(['list', 'items', '--limit', '1', ...endpoint]);
  assert.match(first.stdout, /^1 shown; -p 'page_token=a table' has the next$/m);
  const second = await here([
    'list',
    'items',
    '--limit',
    '1',
    '-p',
    'page_token=a table',
    '-o',
    'json',
    ...endpoint,
  ]);
  assert.equal(JSON.parse(second.stdout).items[0].item_id, id);
  const one = await here(['get', 'item', id, ...endpoint]);
  assert.match(one.stdout, /^name +lamp$/m);
  const filtered = await here(['list', 'items', '--filter', 'name=x', ...endpoint]);
  assert.deepEqual(
    [filtered.code, filtered.stderr],
    [
      2,
      'error: item_store.v1.ItemStoreService.ListItems takes no query, so there is no --filter\n' +
        '→ give its own fields with -p: page_size, page_token\n',
    ],
  );
}

describe('hawser start', () => {
  let config: Awaited<ReturnType<typeof configFolder>>;
  before(async () => {
    config = await configFolder();
  });
  after(() => config.remove());

  it('migrates, says how migrations stand, and shows the configuration', async () => {
    const options = ['-c', config.folder];
    const status = () => here(['migrate', template, '--status', ...options]);
    assert.match((await status()).stdout, /^item-store {2}0001-items {2}pending$/m);
    assert.equal((await status()).code, 1);
    const migrated = await here(['migrate', template, ...options]);
    assert.deepEqual([migrated.code, migrated.stderr], [0, 'item-store: applied 0001-items\n']);
    assert.match(migrated.stdout, /^item-store {2}0001-items {2}applied {2}\d{4}-/m);
    assert.equal((await here(['migrate', template, ...options])).stdout, 'up to date\n');
    assert.equal((await status()).code, 0);
    const shown = await here(['config', 'show', template, ...options, '-o', 'json']);
    const { config: values, sources } = JSON.parse(shown.stdout);
    assert.equal(values.DATABASES.default.password, '********');
    assert.match(sources['DATABASES.default.password'], /application\.yaml:1:\d+$/);
  });

  it('serves until SIGTERM, which drains', async () => {
    const started = start(template, '--server', 'grpc,rest', '--config', config.folder);
    const [line] = await started.said(ready);
    const endpoint = ['--endpoint', line!.servers!.grpc!];
    const made = await here([
      'call',
      'item-store.ItemStoreService.CreateItem',
      '-p',
      'name=lamp',
      ...endpoint,
    ]);
    assert.equal(JSON.parse(made.stdout).name, 'lamp');
    const response = await fetch(`http://${line!.servers!.rest}/item-store/v1/items`);
    assert.equal(((await response.json()) as { items: unknown[] }).items.length, 1);
    const health = `http://${line!.servers!.health}`;
    assert.equal((await fetch(`${health}/readyz`)).status, 200);
    assert.match(await (await fetch(`${health}/metrics`)).text(), /method="CreateItem",code="OK"\} 1/);
    await listsAndGets(JSON.parse(made.stdout).item_id, endpoint);
    started.child.kill('SIGTERM');
    assert.deepEqual(await started.exited, [0, null]);
    assert.deepEqual(
      started.lines.slice(-2).map(({ msg }) => msg),
      ['draining', 'stopped'],
    );
  });

  it('runs several processes on one port, and drains them all', async () => {
    const args = [template, '--server', 'grpc', '--config', config.folder, '--processes', '2'];
    const started = start(...args);
    const both = await started.said(ready, 2);
    assert.equal(new Set(both.map(({ pid }) => pid)).size, 2);
    const [address, second] = both.map(({ servers }) => servers!.grpc!);
    assert.equal(address, second);
    const endpoint = ['--endpoint', address!];
    for (let i = 0; i < 4; i++)
      assert.equal((await here(['call', 'ItemStoreService.ListItems', ...endpoint])).code, 0);
    // A process that is killed is replaced.
    process.kill(both[0]!.pid, 'SIGKILL');
    const again = await started.said(ready, 3);
    assert.equal(new Set(again.map(({ pid }) => pid)).size, 3);
    started.child.kill('SIGTERM');
    assert.deepEqual(await started.exited, [0, null]);
  });

  it('ends when its processes can’t start', async () => {
    const args = [template, '--server', 'grpc', '--processes', '2', '--config', config.folder];
    writeFileSync(
      join(config.folder, 'application_grpc.yaml'),
      '{"SERVERS": {"grpc": {"host": "192.0.2.1"}}}',
    );
    assert.deepEqual(await start(...args).exited, [1, null]);
  });

  it('says what it can’t start, before it starts anything', async () => {
    const absent = join(config.folder, 'absent');
    const cases: [args: string[], says: RegExp][] = [
      [[template, '--server', 'worker'], /^error: item-store has no worker server\n→ it has grpc, rest\n$/],
      [['./absent', '--server', 'grpc'], /^error: there is no .*absent\/service\.ts\n$/],
      [[template, '--server', 'grpc', '-c', absent], /^error: there is no folder .*\/absent\n$/],
    ];
    for (const [args, says] of cases) {
      const { code, stderr } = await here(['start', ...args]);
      assert.equal(code, 2);
      assert.match(stderr, says);
    }
    const folder = (await configFolder({ SERVERS: { gprc: {} } })).folder;
    const wrong = await here(['config', 'show', template, '-c', folder]);
    assert.equal(wrong.code, 1);
    assert.match(
      wrong.stderr,
      /^error CONFIG_INVALID: .*\n.*application\.yaml:1:\d+ {2}SERVERS\.gprc\n.*did you mean "grpc"\?/,
    );
  });
});
