import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach, describe, it } from 'node:test';
import { plan, startCollecting } from '../../test/collecting.ts';
import { cleanEnvironment, here, main } from '../../test/hawser.ts';

describe('hawser collect', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-collect-'));
  let server: Awaited<ReturnType<typeof startCollecting>>;
  const collect = (...args: string[]) => here(['collect', ...args], { cwd: folder });

  before(async () => {
    server = await startCollecting();
    mkdirSync(join(folder, '.hawser'));
    const running = { url: '', grpc: { inventory: server.address }, pid: process.pid };
    writeFileSync(join(folder, '.hawser/endpoints.json'), JSON.stringify(running));
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => Object.assign(plan, { looks: 3, ends: 'SUCCESS', cancelled: false, looked: () => {} }));

  it('follows the job to its end, a line for each change', async () => {
    const { code, stdout, stderr } = await collect('This machine');
    assert.equal(code, 0);
    assert.deepEqual(stderr.split('\n'), [
      '0/2 tasks  1 created, 3 updated, 0 failed, 1 disconnected',
      '1/2 tasks  2 created, 4 updated, 0 failed, 1 disconnected',
      '2/2 tasks  3 created, 5 updated, 0 failed, 1 disconnected',
      '',
    ]);
    assert.equal(stdout, '3 created, 5 updated, 0 failed, 1 disconnected\n');
  });

  it('fails with the errors of the tasks when the job does', async () => {
    Object.assign(plan, { looks: 1, ends: 'FAILURE' });
    const { code, stdout, stderr } = await collect('collector-1');
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /^ {2}ERROR_REGION: no such \[2J region$/m);
    assert.match(
      stderr,
      /^error: the job job-1 ended with FAILURE: 1 created, 3 updated, 1 failed, 1 disconnected$/m,
    );
  });

  it('prints the job for programs, and only starts it where that is asked for', async () => {
    const json = JSON.parse((await collect('This machine', '-o', 'json')).stdout);
    assert.deepEqual([json.status, json.created, json.job_id], ['SUCCESS', 3, 'job-1']);
    const { stdout, stderr } = await collect('This machine', '--no-wait');
    assert.deepEqual([stdout, stderr], ['job-1\n', '']);
  });

  it('names the collectors that there are', async () => {
    const close = await collect('This machin');
    assert.match(
      close.stderr,
      /^error: there is no collector "This machin"; did you mean "This machine"\?\n→ there are /,
    );
    const twins = await collect('twin');
    assert.match(twins.stderr, /^error: 2 collectors are named "twin"\n→ .*collector-2, collector-3\n$/);
    assert.deepEqual([close.code, twins.code], [2, 2]);
  });

  it('leaves the job at Ctrl-C where nobody can be asked', async () => {
    plan.looks = Infinity;
    const looked = new Promise<void>(resolve => {
      plan.looked = resolve;
    });
    const child = spawn(process.execPath, [main, 'collect', 'This machine'], {
      cwd: folder,
      env: cleanEnvironment(),
    });
    child.stdin.end();
    await looked;
    child.kill('SIGINT');
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    assert.equal(code, 130);
    assert.match(stderr, /The job goes on: hawser get inventory\.Job job-1\n$/);
    assert.equal(plan.cancelled, false);
  });
});
