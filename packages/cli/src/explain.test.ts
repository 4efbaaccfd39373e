import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { here } from '../test/hawser.ts';
import { configFolder, template } from '../test/template.ts';
import { explainAway } from './project/away.ts';

describe('errors of the system', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-explain-'));
  after(() => rmSync(folder, { recursive: true }));

  for (const kind of ['grpc', 'rest']) {
    it(`names the port on which a ${kind} server can't listen`, async () => {
      const holder = createServer().listen(0, '127.0.0.1');
      await new Promise(resolve => holder.once('listening', resolve));
      const { port } = holder.address() as { port: number };
      const config = await configFolder({
        SERVERS: { [kind]: { host: '127.0.0.1', port }, health: { port: 0 } },
      });
      const { code, stderr } = await here(['start', template, '--server', kind, '-c', config.folder]);
      config.remove();
      holder.close();
      assert.equal(code, 1);
      assert.equal(
        stderr,
        `error: port ${port} is in use\n→ stop what uses it, or choose another port in SERVERS (\`hawser config show\`)\n`,
      );
    });
  }

  it('says which database is away', async () => {
    await assert.rejects(
      explainAway(() =>
        Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })),
      ),
      { name: 'CliError', message: 'the database can’t be reached: connect ECONNREFUSED', hint: /hawser up/ },
    );
    await assert.rejects(
      explainAway(() => Promise.reject(new Error('other'))),
      { message: 'other' },
    );
    assert.equal(await explainAway(async () => 1), 1);
  });

  it('says where a source is wrong', async () => {
    const service = join(folder, 'wrong.ts');
    writeFileSync(service, 'const fine = 1;\nnot right at all (\n');
    const { code, stderr } = await here(['config', 'show', service]);
    assert.equal(code, 1);
    assert.ok(stderr.includes(`${service}:2: Expected ';'`), stderr);
  });

  it('says which package is missing, before anything is loaded and after', async () => {
    copyFileSync(join(import.meta.dirname, 'main.mjs'), join(folder, 'main.mjs'));
    writeFileSync(join(folder, 'run.ts'), "import 'not-there';\n");
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'main.mjs')], { encoding: 'utf8' });
    assert.deepEqual([status, stderr], [1, 'error: the package not-there isn’t installed\n→ run npm ci\n']);
    const service = join(folder, 'service.ts');
    writeFileSync(service, "import 'not-there';\n");
    const shown = await here(['config', 'show', service]);
    assert.match(shown.stderr, /not-there isn’t installed/);
  });
});
