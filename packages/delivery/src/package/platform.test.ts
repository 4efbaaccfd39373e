import assert from 'node:assert/strict';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findHelm } from '@hawser/chart/helm';
import { temporaryFolder } from '../../test/platform.ts';
import { loadChart } from './chart.ts';
import { type FoundChart, findCharts } from './find.ts';
import { packageChart } from './package.ts';

const root = join(import.meta.dirname, '../../../..');
const charts = findCharts(root);

/** The folders of charts and of what they depend on, dependencies first. */
function withDependencies(found: readonly FoundChart[]): string[] {
  const folders = new Set<string>();
  const visit = ({ folder, dependencies }: ReturnType<typeof loadChart>) => {
    for (const { chart } of dependencies) visit(chart);
    folders.add(folder);
  };
  for (const { folder } of found) visit(loadChart(folder));
  return [...folders];
}

describe('the platform’s own charts', () => {
  const folder = temporaryFolder();
  after(() => rmSync(folder, { recursive: true, force: true }));

  before(async () => {
    mkdirSync(join(folder, 'packages'));
    for (const chart of charts) {
      const { file, data } = await packageChart(chart.folder);
      writeFileSync(join(folder, 'packages', file), data);
    }
  });
  const archive = ({ name, metadata }: FoundChart) =>
    join(folder, 'packages', `${name}-${metadata.version}.tgz`);

  for (const major of [3, 4] as const) {
    it(`render as packages as they do with the dependencies that Helm ${major} packs`, async () => {
      const helm = await findHelm(major);
      const copy = join(folder, `copy${major}`);
      const folders = withDependencies(charts);
      for (const one of folders) cpSync(one, join(copy, relative(root, one)), { recursive: true });
      for (const one of folders)
        await helm.run(['dependency', 'update', '--skip-refresh', join(copy, relative(root, one))]);
      for (const chart of charts) {
        const render = async (path: string) =>
          (await helm.run(['template', 'mine', path, '--namespace', 'here'])).stdout;
        const [ours, theirs] = await Promise.all([
          render(archive(chart)),
          render(join(copy, relative(root, chart.folder))),
        ]);
        assert.match(ours, /^kind: /m, chart.name);
        assert.equal(ours, theirs, dirname(chart.folder));
      }
    });

    it(`pass helm lint --strict of Helm ${major} as packages`, async () => {
      const helm = await findHelm(major);
      const { stdout } = await helm.run(['lint', '--strict', ...charts.map(archive)]);
      assert.match(stdout, new RegExp(`${charts.length} chart\\(s\\) linted, 0 chart\\(s\\) failed`));
    });
  }
});
