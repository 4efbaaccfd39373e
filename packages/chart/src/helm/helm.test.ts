import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { findHelm } from './find.ts';
import { Helm, helmMessage } from './helm.ts';
import { writeScript } from './testing.ts';
import type { HelmMajor } from './version.ts';

for (const major of [3, 4] as const satisfies HelmMajor[]) {
  describe(`Helm ${major}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'hawser-helm-'));
    after(() => rmSync(folder, { recursive: true, force: true }));

    it('is found, and renders', async () => {
      const helm = await findHelm(major);
      await helm.run(['create', 'shop'], { cwd: folder });
      const values = 'replicaCount: 7\n';
      const { stdout, exitCode } = await helm.run(
        ['template', 'mine', join(folder, 'shop'), '--values', '-'],
        {
          input: values,
        },
      );
      assert.equal(exitCode, 0);
      assert.match(stdout, /name: mine-shop/);
      assert.match(stdout, /replicas: 7/);
    });

    it('gives the exit code, or an error with what it says', async () => {
      const helm = await findHelm(major);
      const args = ['template', join(folder, 'missing')];
      const { exitCode, stderr } = await helm.attempt(args);
      assert.equal(exitCode, 1);
      assert.match(stderr, /missing/);
      await assert.rejects(helm.run(args), {
        code: 'HELM_COMMAND_FAILED',
        message: /^helm template: .*missing/,
      });
    });
  });
}

describe('a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-helm-run-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const script = (text: string) => {
    const path = join(folder, 'helm');
    writeScript(path, text);
    return new Helm({ major: 4, version: 'v4.3.1', path, source: 'path' });
  };

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    const running = script('exec tail -f /dev/null').attempt([], { signal: stop.signal });
    stop.abort(new Error('enough'));
    await assert.rejects(running, /enough/);
  });

  it('takes variables away and adds some', async () => {
    const { stdout } = await script(`printf '%s %s' "\${HOME-none}" "$HELM_X"`).run([], {
      env: { HOME: undefined, HELM_X: '1' },
    });
    assert.equal(stdout, 'none 1');
  });

  it('does not mind a program that reads no input', async () => {
    const { exitCode } = await script('exit 0').attempt([], { input: 'x'.repeat(1 << 20) });
    assert.equal(exitCode, 0);
  });

  it('leaves out of an error what stands before it', () => {
    assert.equal(
      helmMessage('level=INFO msg=x\nError: no such chart\nUse --debug\n'),
      'no such chart\nUse --debug',
    );
    assert.equal(helmMessage(' plain \n'), 'plain');
  });
});
