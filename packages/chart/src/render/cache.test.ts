import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { assembledChart } from './cache.ts';

const folder = mkdtempSync(join(tmpdir(), 'hawser-assembled-'));
const cache = join(folder, 'cache');
const chart = join(folder, 'ship');
after(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, text: string) => {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), text);
};
write('sail/Chart.yaml', 'name: sail\nversion: 1.0.0\n');
write('sail/values.yaml', 'area: 1\n');
write('ship/Chart.yaml', 'name: ship\nversion: 1.0.0\n');

const assembled = () => assembledChart(chart, cache);

it('a chart is put together once, and again when a file of it or of what it depends on is another', async () => {
  const first = await assembled();
  assert.equal(await assembled(), first);
  write(
    'ship/Chart.yaml',
    'name: ship\nversion: 1.0.0\ndependencies:\n  - {name: sail, version: 1.0.0, repository: file://../sail}\n',
  );
  const second = await assembled();
  assert.notEqual(second, first);
  assert.equal(readFileSync(join(second, 'charts/sail/values.yaml'), 'utf8'), 'area: 1\n');
  write('sail/values.yaml', 'area: 2\n');
  const third = await assembled();
  assert.equal(readFileSync(join(third, 'charts/sail/values.yaml'), 'utf8'), 'area: 2\n');
  assert.equal(await assembled(), third);
});

it('what nobody has used for a day is removed', async () => {
  const old = await assembled();
  utimesSync(old, 0, 0);
  write('sail/values.yaml', 'area: 3\n');
  const made = await assembled();
  assert.deepEqual(
    readdirSync(join(cache, 'charts')).filter(name => old.endsWith(name)),
    [],
  );
  assert.ok(made !== old);
});

it('a chart that can’t be put together leaves nothing', async () => {
  const before = readdirSync(join(cache, 'charts'));
  await assert.rejects(assembledChart(join(folder, 'none'), cache), /Chart\.yaml/);
  assert.deepEqual(readdirSync(join(cache, 'charts')), before);
});
