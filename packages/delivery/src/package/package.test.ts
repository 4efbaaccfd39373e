import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { findHelm } from '@hawser/chart/helm';
import { temporaryFolder, writeFiles, writePlatform } from '../../test/platform.ts';
import { readArchive } from './archive.ts';
import { packageChart, readPackage } from './package.ts';

const folders: string[] = [];
const made = () => {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder;
};
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('packageChart', () => {
  let folder: string;
  let bridge: string;
  beforeEach(() => {
    folder = made();
    writePlatform(folder);
    bridge = join(folder, 'services/bridge/deploy/helm');
  });

  const names = async (of: string) => [...(await readArchive((await packageChart(of)).data, of)).keys()];
  const text = async (of: string, name: string) =>
    (await readArchive((await packageChart(of)).data, of)).get(name)?.toString();

  it('has the files of the chart and of its library, without those that .helmignore names', async () => {
    assert.deepEqual(await names(bridge), [
      'bridge/Chart.yaml',
      'bridge/charts/ship-library/Chart.yaml',
      'bridge/charts/ship-library/templates/_greeting.tpl',
      'bridge/config/config.yaml',
      'bridge/templates/config-map.yaml',
      'bridge/values.yaml',
    ]);
  });

  it('has the library once in an umbrella, at its top', async () => {
    assert.deepEqual(
      (await names(join(folder, 'deploy/helm/ship'))).filter(name => name.endsWith('.tpl')),
      ['ship/charts/ship-library/templates/_greeting.tpl'],
    );
    const top = await text(join(folder, 'deploy/helm/ship'), 'ship/Chart.yaml');
    assert.match(top!, /- name: ship-library\n {4}version: 1\.4\.2\n/);
    const child = await text(join(folder, 'deploy/helm/ship'), 'ship/charts/bridge/Chart.yaml');
    assert.doesNotMatch(child!, /ship-library|dependencies/);
  });

  it('keeps what Chart.yaml says and its comments, but no paths of this machine', async () => {
    const chart = await text(bridge, 'bridge/Chart.yaml');
    assert.equal(chart, readFileSync(join(bridge, 'Chart.yaml'), 'utf8').replace(/\n {4}repository: .*/, ''));
  });

  it('gives the same bytes for the same files: elsewhere, at another time, with other modes', async () => {
    const first = await packageChart(join(folder, 'deploy/helm/ship'));
    const other = made();
    cpSync(folder, other, { recursive: true });
    const values = join(other, 'services/bridge/deploy/helm/values.yaml');
    utimesSync(values, 1, 1);
    execFileSync('chmod', ['700', values]);
    const second = await packageChart(join(other, 'deploy/helm/ship'));
    assert.equal(second.digest, first.digest);
    assert.ok(second.data.equals(first.data));
    writeFileSync(values, 'greeting: changed\n');
    assert.notEqual((await packageChart(join(other, 'deploy/helm/ship'))).digest, first.digest);
  });

  it('has no time, owner or name of the system in it', async () => {
    const { data } = await packageChart(bridge);
    assert.deepEqual([...data.subarray(0, 8)], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
    const archive = join(folder, 'bridge.tgz');
    writeFileSync(archive, data);
    const lines = execFileSync('tar', ['--list', '--verbose', '--numeric-owner', '--utc', '-f', archive], {
      encoding: 'utf8',
      env: { ...process.env, TZ: 'UTC' },
    });
    for (const line of lines.trim().split('\n'))
      assert.match(line, /^-rw-r--r-- 0\/0 +\d+ 1970-01-01 00:00 bridge\//);
  });

  it('takes the sources of a file:// dependency, not what charts/ has of it, and no lock', async () => {
    writeFiles(bridge, {
      'charts/ship-library-0.9.0.tgz': 'old',
      'charts/ship-library/Chart.yaml': 'old',
      'Chart.lock': 'generated: "2026-01-01"\n',
    });
    const found = await names(bridge);
    assert.equal(found.filter(name => /0\.9\.0|Chart\.lock/.test(name)).length, 0);
    assert.match((await text(bridge, 'bridge/charts/ship-library/Chart.yaml'))!, /version: 1\.4\.2/);
  });

  it('packs what charts/ has of other dependencies, and refuses without it', async () => {
    const chart = readFileSync(join(bridge, 'Chart.yaml'), 'utf8');
    const more = '  - name: redis\n    version: ^20.0.0\n    repository: oci://example.org/charts\n';
    writeFileSync(join(bridge, 'Chart.yaml'), chart + more);
    await assert.rejects(packageChart(bridge), {
      code: 'CHART_DEPENDENCY',
      message: /the dependency redis isn’t in charts\//,
      hint: /helm dependency update/,
    });
    writeFiles(bridge, { 'charts/redis-20.1.0.tgz': 'packed' });
    assert.equal(await text(bridge, 'bridge/charts/redis-20.1.0.tgz'), 'packed');
  });

  it('refuses two libraries of one name in an umbrella', async () => {
    cpSync(join(folder, 'library'), join(folder, 'library2'), { recursive: true });
    const chart = join(folder, 'services/engine/deploy/helm/Chart.yaml');
    writeFileSync(chart, readFileSync(chart, 'utf8').replace('/library', '/library2'));
    await packageChart(join(folder, 'deploy/helm/ship'));
    writeFileSync(join(folder, 'library2/templates/_greeting.tpl'), '{{ define "ship.greeting" }}{{ end }}');
    await assert.rejects(
      packageChart(join(folder, 'deploy/helm/ship')),
      /engine depends on the library ship-library in/,
    );
  });

  it('leaves a library where its values are imported', async () => {
    const chart = join(bridge, 'Chart.yaml');
    writeFileSync(chart, `${readFileSync(chart, 'utf8')}    import-values: [defaults]\n`);
    const found = (await names(join(folder, 'deploy/helm/ship'))).filter(name => name.endsWith('.tpl'));
    assert.deepEqual(found, [
      'ship/charts/bridge/charts/ship-library/templates/_greeting.tpl',
      'ship/charts/ship-library/templates/_greeting.tpl',
    ]);
  });

  it('refuses dependencies that do not fit', async () => {
    const chart = join(bridge, 'Chart.yaml');
    const good = readFileSync(chart, 'utf8');
    writeFileSync(chart, good.replace('^1.0.0-0', '^2.0.0'));
    await assert.rejects(packageChart(bridge), /ship-library has the version 1\.4\.2, which isn’t \^2\.0\.0/);
    writeFileSync(chart, good.replace('name: ship-library', 'name: shiplib'));
    await assert.rejects(packageChart(bridge), /shiplib is called ship-library in its own Chart\.yaml/);
    writeFileSync(chart, good.replace('../library', '../nowhere'));
    await assert.rejects(packageChart(bridge), { code: 'CHART_NOT_FOUND' });
    const library = join(folder, 'library/Chart.yaml');
    writeFileSync(chart, good);
    writeFileSync(
      library,
      `${readFileSync(library, 'utf8')}dependencies: [{name: bridge, version: "*", repository: "file://${bridge}"}]\n`,
    );
    await assert.rejects(packageChart(bridge), /it depends on itself/);
  });

  it('refuses links, and files that Helm would not read', async () => {
    symlinkSync('/etc/passwd', join(bridge, 'config/users'));
    await assert.rejects(packageChart(bridge), {
      code: 'CHART_INVALID',
      message: /config\/users is no plain file/,
    });
    rmSync(join(bridge, 'config/users'));
    writeFileSync(join(bridge, 'large.bin'), Buffer.alloc(5 * 1024 * 1024 + 1));
    await assert.rejects(packageChart(bridge), { code: 'CHART_TOO_LARGE', message: /large\.bin/ });
  });

  it('packs long paths', async () => {
    const path = `config/${'deep/'.repeat(30)}${'n'.repeat(120)}.yaml`;
    mkdirSync(join(bridge, path, '..'), { recursive: true });
    writeFileSync(join(bridge, path), 'found');
    assert.equal(await text(bridge, `bridge/${path}`), 'found');
  });

  it('is read back', async () => {
    const made = await packageChart(bridge);
    const read = await readPackage(made.data, 'bridge.tgz');
    assert.deepEqual(read.metadata.name, 'bridge');
    assert.equal(read.digest, made.digest);
    assert.equal(read.file, 'bridge-1.4.2.tgz');
    assert.deepEqual(read.chartYaml, made.chartYaml);
    await assert.rejects(readPackage(Buffer.from('no'), 'x.tgz'), { code: 'PACKAGE_DAMAGED' });
    await assert.rejects(readPackage(made.data.subarray(0, 300), 'x.tgz'), { code: 'PACKAGE_DAMAGED' });
  });

  for (const major of [3, 4] as const) {
    it(`is linted, shown and rendered by Helm ${major}`, async () => {
      const helm = await findHelm(major);
      const packages = await Promise.all([bridge, join(folder, 'deploy/helm/ship')].map(packageChart));
      for (const { file, data, metadata } of packages) {
        const archive = join(folder, file);
        writeFileSync(archive, data);
        assert.match((await helm.run(['lint', '--strict', archive])).stdout, /0 chart\(s\) failed/);
        assert.match(
          (await helm.run(['show', 'chart', archive])).stdout,
          new RegExp(`name: ${metadata.name}`),
        );
      }
      const { stdout } = await helm.run(['template', 'mine', join(folder, 'ship-1.4.2.tgz')]);
      assert.match(stdout, /name: mine-bridge\ndata:\n {2}greeting: "hello from bridge"/);
      assert.match(stdout, /name: mine-engine\ndata:\n {2}greeting: "full speed"/);
      const off = await helm.run([
        'template',
        'mine',
        join(folder, 'ship-1.4.2.tgz'),
        '--set',
        'engine.enabled=false',
      ]);
      assert.doesNotMatch(off.stdout, /mine-engine/);
    });
  }
});
