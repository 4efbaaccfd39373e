import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { findHelm } from '@hawser/chart/helm';
import { temporaryFolder, writeFiles } from '../../test/platform.ts';
import { readArchive } from './archive.ts';
import { parseIgnore } from './ignore.ts';
import { packageChart } from './package.ts';

/** Files that the patterns below tell apart. */
const paths = [
  'Chart.yaml',
  'values.yaml',
  '.git/config',
  'notes.txt',
  'config/notes.txt',
  'config/a1.yaml',
  'config/ab.yaml',
  'config/b[1].yaml',
  'config/deep/a1.yaml',
  'deep/config/x.yaml',
  'templates/config-map.yaml',
  'templates/.hidden.yaml',
  'templates/deep/.kept.yaml',
  'ci/values.yaml',
  'sub/ci/values.yaml',
  'star*.md',
  'starry.md',
];
const ignores = [
  '',
  '# nothing\n\n   \n',
  '*.txt',
  '/*.txt',
  'config/*.txt',
  'config',
  'config/',
  '/config/',
  'values.yaml/',
  'ci/',
  '/ci/\n.git/',
  '*/ci',
  'a?.yaml',
  'a[0-9].yaml',
  'a[^0-9].yaml',
  'config/[a-b][1b].yaml',
  '*/*/a1.yaml',
  'config/*',
  'star\\*.md',
  '[.]git',
  '  notes.txt  ',
  '\uFEFFnotes.txt',
];

describe('.helmignore', () => {
  const folder = temporaryFolder();
  writeFiles(folder, {
    ...Object.fromEntries(paths.map(path => [path, 'greeting: {}\n'])),
    'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const names = async (data: Buffer) => [...(await readArchive(data, 'shop')).keys()].sort();

  for (const major of [3, 4] as const) {
    it(`leaves out what Helm ${major} leaves out`, async () => {
      const helm = await findHelm(major);
      const destination = temporaryFolder();
      for (const text of ignores) {
        writeFileSync(join(folder, '.helmignore'), text);
        await helm.run(['package', folder, '--destination', destination]);
        const theirs = await names(readFileSync(join(destination, 'shop-1.0.0.tgz')));
        assert.deepEqual(await names((await packageChart(folder)).data), theirs, JSON.stringify(text));
      }
      rmSync(destination, { recursive: true, force: true });
    });
  }

  it('names the line that it can not mean', () => {
    assert.throws(
      () => parseIgnore('a\n**/b\n', 'x/.helmignore'),
      /^DeliveryError: x\/\.helmignore:2: \*\*\/b: /,
    );
    assert.throws(() => parseIgnore('!README.md', 'i'), /i:1: !README\.md: ! leaves out everything/);
    assert.throws(() => parseIgnore('a[b', 'i'), /\[ has no \]/);
    assert.throws(() => parseIgnore('a\\', 'i'), /escapes nothing/);
    assert.throws(() => parseIgnore('[z-a]', 'i'), /i:1: \[z-a\]/);
  });
});
