import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { findBinaries, linkLibraries } from './binaries.ts';
import { openCluster } from './cluster.ts';

const folder = mkdtempSync(join(tmpdir(), 'hawser-binaries-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('the programs of this platform are found and run', () => {
  const { postgres, initdb, major } = findBinaries();
  for (const program of [postgres, initdb]) {
    const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
    assert.match(stdout, new RegExp(`^${basename(program)} \\(PostgreSQL\\) ${major}\\.`));
  }
});

test("the libraries' links are made once", () => {
  const root = join(folder, 'package');
  mkdirSync(join(root, 'native/lib'), { recursive: true });
  writeFileSync(join(root, 'native/lib/libpq.so.5.18'), 'library');
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  writeFileSync(join(root, 'native/pg-symlinks.json'), JSON.stringify(links));
  linkLibraries(root);
  linkLibraries(root);
  assert.equal(readFileSync(join(root, 'native/lib/libpq.so.5'), 'utf8'), 'library');
});

test('a missing library is told by its name', {
  skip: process.platform !== 'linux' && "needs Linux's loader",
}, async () => {
  const found = findBinaries();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const program of [found.postgres, found.initdb]) copyFileSync(program, join(bin, basename(program)));
  const moved = { ...found, postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb') };
  await assert.rejects(openCluster(moved, folder), {
    code: 'POSTGRES_LIBRARY_MISSING',
    message: /can't load lib\w+\.so/,
  });
});
