import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { promisify } from 'node:util';
import { findHelm } from '@hawser/chart/helm';
import { stringify } from 'yaml';
import { createNamespace, removeNamespace } from './support/namespace.ts';
import { hello, helloTag, isReady, pods } from './support/tars.ts';

const hawser = join(import.meta.dirname, '../../packages/cli/src/main.mjs');
const rounds = 5;
const most = 1.3;

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!;

it(`brings a values.yaml to ready pods in at most ${most} × the time of helm install --wait`, async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'tars-speed-'));
  after(() => rmSync(cwd, { recursive: true }));
  writeFileSync(join(cwd, 'values.yaml'), stringify(hello({ replicas: 2 })));
  const run = promisify(execFile);
  const tars = (...args: string[]) => run(process.execPath, [hawser, 'tars', ...args], { cwd });
  const { stdout } = await tars('package', 'values.yaml', helloTag);
  const helm = await findHelm(4);

  /** Seconds until both pods of a new namespace are ready. */
  const time = async (deploy: (namespace: string) => Promise<unknown>) => {
    const namespace = await createNamespace('tars-speed');
    const start = performance.now();
    await deploy(namespace);
    const seconds = (performance.now() - start) / 1000;
    assert.equal((await pods(namespace)).filter(isReady).length, 2);
    await removeNamespace(namespace);
    return seconds;
  };
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await time(namespace => tars('deploy', namespace, 'values.yaml', '--tag', helloTag)));
    const chart = join(cwd, stdout.trim());
    theirs.push(await time(namespace => helm.run(['install', 'hello', chart, '-n', namespace, '--wait'])));
  }
  // Round by round, so that what else the machine does is in both.
  const ratio = median(ours.map((seconds, round) => seconds / theirs[round]!));
  const rounded = (times: readonly number[]) => times.map(seconds => seconds.toFixed(1)).join(', ');
  console.log(`hawser ${rounded(ours)} s; helm ${rounded(theirs)} s; median ratio ${ratio.toFixed(2)}`);
  assert.ok(ratio <= most, `${ratio.toFixed(2)} × helm install --wait`);
});
