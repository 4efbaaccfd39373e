import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { parse } from 'yaml';
import { temporaryFolder, writeFiles, writePlatform } from '../../../delivery/test/platform.ts';
import { startRegistry } from '../../../delivery/test/registry.ts';
import { here } from '../../test/hawser.ts';

describe('hawser chart', () => {
  const root = temporaryFolder();
  writePlatform(root);
  writeFiles(root, { 'package-lock.json': '{}' });
  after(() => rmSync(root, { recursive: true, force: true }));
  const run = (...args: string[]) => here(['chart', ...args], { cwd: join(root, 'services') });

  it('packages all charts of the project, but not what the umbrella brings along', async () => {
    const { code, stdout } = await run('package', '--destination', '../dist', '-o', 'json');
    assert.equal(code, 0);
    const packages = JSON.parse(stdout) as { name: string; version: string; file: string }[];
    assert.deepEqual(
      packages.map(({ name, version }) => `${name} ${version}`),
      ['bridge 1.4.2', 'engine 1.4.2', 'ship 1.4.2'],
    );
    for (const { file } of packages) assert.ok(existsSync(file), file);
    const table = (await run('package', 'bridge', '-d', '../dist')).stdout;
    assert.match(
      table,
      /^CHART +VERSION +SIZE +FILE +DIGEST\nbridge +1\.4\.2 +\S+ [kM]?B +\/.*bridge-1\.4\.2\.tgz +sha256:/,
    );
  });

  it('publishes charts by name, folder and package, and says what became of them', async () => {
    await run('package', 'ship', '-d', '../dist');
    const publish = () =>
      run('publish', 'engine', 'bridge/deploy/helm', '../dist/ship-1.4.2.tgz', '-r', '../repository');
    assert.equal((await publish()).stdout.match(/ published /g)?.length, 3);
    assert.equal((await publish()).stdout.match(/ unchanged /g)?.length, 3);
    const { entries } = parse(readFileSync(join(root, 'repository/index.yaml'), 'utf8'));
    assert.deepEqual(Object.keys(entries), ['bridge', 'engine', 'ship']);
  });

  it('publishes to a registry', async () => {
    const registry = await startRegistry();
    const { stdout } = await run('publish', 'bridge', '-r', `oci://${registry.host}/fleet`);
    await registry.close();
    assert.match(
      stdout,
      new RegExp(`bridge +1\\.4\\.2 +published +oci://${registry.host}/fleet/bridge:1\\.4\\.2 `),
    );
    assert.deepEqual(registry.manifests, ['fleet/bridge:1.4.2']);
  });

  it('says what can not be', async () => {
    const fails = async (code: number, line: RegExp, ...args: string[]) => {
      const ran = await run(...args);
      assert.deepEqual([ran.code, ran.stdout], [code, '']);
      assert.match(ran.stderr, line);
    };
    await fails(
      1,
      /^error CHART_NOT_FOUND: there is no chart "brigde"; did you mean "bridge"\?\n→ /,
      'package',
      'brigde',
    );
    await fails(2, /there is no .*x\.tgz/, 'publish', 'x.tgz', '-r', 'r');
    await fails(2, /can't be published to https:\/\/x/, 'publish', '-r', 'https://x');
    await fails(2, /--url is for folders/, 'publish', '-r', 'oci://x/y', '--url', 'https://x');
    await fails(2, /--plain-http is for registries/, 'publish', '-r', 'r', '--plain-http');
    const empty = temporaryFolder();
    const ran = await here(['chart', 'package'], { cwd: empty });
    rmSync(empty, { recursive: true });
    assert.match(ran.stderr, /there are no charts in/);
  });
});
