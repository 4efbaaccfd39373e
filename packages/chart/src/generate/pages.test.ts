import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { findHelm } from '../helm/index.ts';
import { lintChart } from '../lint/index.ts';
import { writeChart } from './file.ts';
import { pagesFiles } from './pages.ts';

const root = mkdtempSync(join(tmpdir(), 'hawser-pages-'));
after(() => rmSync(root, { recursive: true, force: true }));

for (const [kind, conf] of [
  ['frontend', ['templates/conf.yaml']],
  ['static', []],
] as const) {
  it(`the chart of a ${kind} has its files and passes every check`, async () => {
    const folder = join(root, kind);
    const about = { name: 'deck', summary: 'Pages of the deck.', image: 'fleet/deck', version: '1.2.3' };
    const files = pagesFiles({ kind, folder, ...about });
    const pages = 'deployment hpa ingress pdb pvc service-account service'.split(' ');
    assert.deepEqual(
      [...files.keys()].filter(path => path.startsWith('templates/')).sort(),
      [...conf, ...pages.map(name => `templates/${name}.yaml`)].sort(),
    );
    writeChart(folder, files);
    assert.deepEqual(await lintChart(folder, { helms: [await findHelm(3), await findHelm(4)] }), []);
  });
}
