import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { temporaryFolder, writeFiles, writePlatform } from '../../test/platform.ts';
import { findChart, findCharts } from './find.ts';

describe('charts of a project', () => {
  const root = temporaryFolder();
  writePlatform(root);
  after(() => rmSync(root, { recursive: true, force: true }));

  it('are found by name, with what is bundled', () => {
    assert.deepEqual(
      findCharts(root).map(({ name, bundledIn }) => [name, bundledIn]),
      [
        ['ballast', 'ship'],
        ['bridge', undefined],
        ['engine', undefined],
        ['ship', undefined],
      ],
    );
  });

  it('are named by their folders or names', () => {
    const folder = join(root, 'services/bridge/deploy/helm');
    assert.equal(findChart(root, root, 'bridge'), folder);
    assert.equal(findChart(root, join(root, 'services'), 'bridge/deploy/helm'), folder);
    assert.equal(findChart(root, folder, '.'), folder);
    assert.throws(() => findChart(root, root, 'brige'), {
      code: 'CHART_NOT_FOUND',
      message: 'there is no chart "brige"; did you mean "bridge"?',
      hint: /there are ballast, bridge, engine, ship/,
    });
  });

  it('have names of their own', () => {
    writeFiles(root, {
      'plugins/other/deploy/helm/Chart.yaml': 'apiVersion: v2\nname: bridge\nversion: 1.0.0\n',
    });
    assert.throws(() => findCharts(root), /plugins\/other\/deploy\/helm and .* both have the name bridge/);
  });
});
