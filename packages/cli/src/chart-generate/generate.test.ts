import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { compareChart } from '@hawser/chart/generate';
import { planCharts } from './plan.ts';
import { loadChartProject } from './source.ts';

const root = join(import.meta.dirname, '../../../..');
const project = await loadChartProject(root);

it('the charts in the repository are what the manifests say', async () => {
  const planned = await planCharts(project, []);
  assert.ok(planned.length >= 10, `${planned.length} charts`);
  const different = planned
    .map(({ name, folder, files }) => ({ name, ...compareChart(folder, files) }))
    .filter(({ missing, changed, extra }) => missing.length + changed.length + extra.length > 0);
  assert.deepEqual(different, [], 'run `hawser chart generate` and commit what it writes');
});

it('a service’s name gives its chart alone, an unknown one the nearest', async () => {
  assert.deepEqual(
    (await planCharts(project, ['secret'])).map(({ name }) => name),
    ['secret'],
  );
  await assert.rejects(planCharts(project, ['inventry']), /did you mean "inventory"/);
});

it('a service alone has no platform’s chart', async () => {
  const alone = await loadChartProject(join(root, 'examples/greeter'));
  const planned = await planCharts(alone, []);
  assert.deepEqual(
    planned.map(({ folder }) => folder),
    [join(root, 'examples/greeter/deploy/helm')],
  );
});
