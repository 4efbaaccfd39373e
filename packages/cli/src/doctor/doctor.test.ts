import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { startDesk } from '../../test/desk.ts';
import { here } from '../../test/hawser.ts';

const folder = mkdtempSync(join(tmpdir(), 'hawser-doctor-'));
after(() => rmSync(folder, { recursive: true }));

interface Finding {
  name: string;
  state: 'ok' | 'failed' | 'skipped';
  detail: string;
  hint?: string;
}

async function look(...args: string[]) {
  const { code, stdout, stderr } = await here(['doctor', '-o', 'json', ...args], { cwd: folder });
  assert.equal(stderr, '');
  const findings = new Map((JSON.parse(stdout) as Finding[]).map(finding => [finding.name, finding]));
  return { code, findings };
}

describe('hawser doctor', () => {
  it('looks at the machine', async () => {
    const { code, findings } = await look();
    const state = (name: string) => findings.get(name)?.state;
    assert.deepEqual(['Node.js', 'PostgreSQL', 'Data folder', 'Disk space'].map(state), Array(4).fill('ok'));
    assert.match(findings.get('PostgreSQL')!.detail, /PostgreSQL\) \d+\./);
    assert.deepEqual([state('Services'), state('Clock')], ['skipped', 'skipped']);
    // Another program may hold a default port here: then that is what is in the way.
    const failed = [...findings.values()].filter(finding => finding.state === 'failed');
    assert.ok(failed.every(({ name, hint }) => name.startsWith('Port ') && hint));
    assert.equal(code, failed.length > 0 ? 1 : 0);
  });

  it('shows what is in the way, with the way out', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const { code, stdout } = await here(['doctor', '--data', join(file, 'data')], { cwd: folder });
    assert.equal(code, 1);
    assert.match(stdout, new RegExp(`^✗ Data folder +${file} is no folder$`, 'm'));
    assert.match(stdout, /^→ Data folder: set HAWSER_DATA to another folder, or give --data$/m);
  });

  it('asks the platform that runs: its services, its clock', async () => {
    const desk = await startDesk();
    const rest = createServer((_, response) => {
      response.setHeader('date', new Date(Date.now() - 120_000).toUTCString());
      response.end();
    });
    await new Promise<void>(resolve => rest.listen(0, '127.0.0.1', resolve));
    const { port } = rest.address() as { port: number };
    const dataDir = join(folder, '.hawser');
    mkdirSync(dataDir);
    const grpc = { desk: desk.address, gone: '127.0.0.1:1' };
    const running = { url: `http://127.0.0.1:${port}`, grpc, pid: process.pid };
    writeFileSync(join(dataDir, 'endpoints.json'), JSON.stringify(running));
    try {
      const { code, findings } = await look();
      assert.equal(code, 1);
      assert.equal(findings.get('Service desk')?.state, 'ok');
      assert.equal(findings.get('Service gone')?.state, 'failed');
      assert.match(findings.get('Clock')!.detail, /^1\d\d s off$/);
    } finally {
      await desk.stop();
      rest.close();
      rmSync(dataDir, { recursive: true });
    }
  });
});
