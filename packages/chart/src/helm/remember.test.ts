import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { versionOf } from './path.ts';

const folder = mkdtempSync(join(tmpdir(), 'hawser-remember-'));
const cache = join(folder, 'cache');
after(() => rmSync(folder, { recursive: true, force: true }));

/** A Helm that counts how often it is asked; as large as the real ones unless told. */
function program(name: string, version: string, bytes = 1_000_001): string {
  const file = join(folder, name);
  const script = `#!/bin/sh\necho asked >> ${folder}/asked\necho ${version}\nexit\n`;
  writeFileSync(file, script.padEnd(bytes, '#'));
  chmodSync(file, 0o755);
  return file;
}

function asked(): number {
  const times = readFileSync(join(folder, 'asked'), 'utf8').split('\n').length - 1;
  writeFileSync(join(folder, 'asked'), '');
  return times;
}

it('a Helm is asked for its version once, and again when it is another', async () => {
  const file = program('helm', 'v4.3.1');
  assert.deepEqual(
    [await versionOf(file, cache), await versionOf(file, cache), asked()],
    ['v4.3.1', 'v4.3.1', 1],
  );
  program('helm', 'v3.22.0');
  assert.deepEqual([await versionOf(file, cache), asked()], ['v3.22.0', 1]);
});

it('a script that may choose another Helm each time is asked each time, and so is a version manager’s link', async () => {
  const script = program('helm3', 'v3.22.0', 0);
  const link = join(folder, 'helm4');
  symlinkSync(program('manager', 'v4.3.1'), link);
  for (const file of [script, link]) {
    await versionOf(file, cache);
    await versionOf(file, cache);
    assert.equal(asked(), 2, file);
  }
});

it('a cache that can’t be written is none', async () => {
  const file = program('helm-5', 'v4.3.1');
  assert.equal(await versionOf(file, join(file, 'no-folder')), 'v4.3.1');
});
