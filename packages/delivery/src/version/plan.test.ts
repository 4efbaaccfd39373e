import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { temporaryFolder, writeFiles, writePlatform } from '../../test/platform.ts';
import { packageChart } from '../package/index.ts';
import { planBump } from './plan.ts';
import { findUnits } from './unit.ts';

const manifest = (name: string, version: string) => `import { defineService } from '@hawser/core';

export default defineService({
  name: '${name}',
  version: ${version},
  summary: 'Is of version: any',
});
`;
const packageJson = (name: string, version: string, dependencies: Record<string, string> = {}) =>
  `${JSON.stringify({ name, version, files: ['a'], dependencies }, undefined, 2)}\n`;

describe('planBump', () => {
  const folders: string[] = [];
  let root: string;
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    root = temporaryFolder();
    folders.push(root);
    writePlatform(root, '1.4.2');
    writeFiles(root, {
      'package.json': `{\n  "name": "fleet",\n  "version": "1.4.2",\n  "workspaces": ["services/*"]\n}\n`,
      'services/bridge/service.ts': manifest('bridge', "'1.4.2'"),
      'services/bridge/package.json': packageJson('@fleet/bridge', '1.4.2', {
        '@fleet/engine': '^1.4.0',
        semver: '1.4.2',
      }),
      'services/engine/service.ts': manifest('engine', 'pkg.version'),
      'services/engine/package.json': packageJson('@fleet/engine', '1.4.2'),
    });
    const annotation =
      'annotations:\n  artifacthub.io/images: |\n    - name: x\n      image: hawser/engine:1.4.2\n    - image: other:1.4.2\n';
    const chart = join(root, 'deploy/helm/ship/Chart.yaml');
    writeFileSync(chart, `${readFileSync(chart, 'utf8')}${annotation}`);
  });
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  const versions = () => findUnits(root).map(({ name, version }) => `${name} ${version}`);

  it('raises everything, with all files that name a version', async () => {
    const plan = planBump(root, { part: 'minor' });
    assert.deepEqual(
      plan.changes,
      ['bridge', 'engine', 'ship'].map(name => ({ name, from: '1.4.2', to: '1.5.0' })),
    );
    assert.deepEqual(plan.files, [
      'deploy/helm/ballast/Chart.yaml',
      'deploy/helm/ship/Chart.yaml',
      'package.json',
      'services/bridge/deploy/helm/Chart.yaml',
      'services/bridge/deploy/helm/values.yaml',
      'services/bridge/package.json',
      'services/bridge/service.ts',
      'services/engine/deploy/helm/Chart.yaml',
      'services/engine/deploy/helm/values.yaml',
      'services/engine/package.json',
    ]);
    assert.deepEqual(versions(), ['bridge 1.4.2', 'engine 1.4.2', 'ship 1.4.2'], 'a plan writes nothing');
    plan.write();
    assert.deepEqual(versions(), ['bridge 1.5.0', 'engine 1.5.0', 'ship 1.5.0']);
    assert.equal(read('services/bridge/service.ts'), manifest('bridge', "'1.5.0'"));
    assert.equal(read('services/engine/service.ts'), manifest('engine', 'pkg.version'));
    assert.match(
      read('services/bridge/deploy/helm/Chart.yaml'),
      /^# The chart of bridge\..*version: 1\.5\.0\nappVersion: "1\.5\.0"/s,
    );
    assert.match(read('deploy/helm/ship/Chart.yaml'), /- name: engine\n {4}version: 1\.5\.0/);
    assert.match(
      read('deploy/helm/ship/Chart.yaml'),
      /image: hawser\/engine:1\.5\.0\n {4}- image: other:1\.4\.2\n/,
    );
    assert.match(read('deploy/helm/ship/Chart.yaml'), /- name: ballast\n {4}version: 1\.5\.0/);
    assert.match(read('deploy/helm/ballast/Chart.yaml'), /version: 1\.5\.0\nappVersion: "7"/);
    assert.match(
      read('services/bridge/deploy/helm/values.yaml'),
      /\n {4}# Its version\.\n {4}version: 1\.5\.0 # the chart’s\n/,
    );
    assert.equal((await packageChart(join(root, 'deploy/helm/ship'))).file, 'ship-1.5.0.tgz');
  });

  it('raises what is named alone, and the ranges that no longer hold it', () => {
    planBump(root, { part: 'sprint', names: ['engine'] }).write();
    assert.deepEqual(versions(), ['bridge 1.4.2', 'engine 1.4.3', 'ship 1.4.2']);
    assert.match(read('services/bridge/package.json'), /"@fleet\/engine": "\^1\.4\.0"/, 'still holds it');
    assert.match(
      read('deploy/helm/ship/Chart.yaml'),
      /- name: bridge\n {4}version: 1\.4\.2\n.*- name: engine\n {4}version: 1\.4\.3\n/s,
    );
    planBump(root, { part: 'sprint', extra: 'rc.1', names: ['engine'] }).write();
    assert.match(
      read('services/bridge/package.json'),
      /"@fleet\/engine": "\^1\.4\.4-rc\.1",\n {4}"semver": "1\.4\.2"/,
    );
    planBump(root, { part: 'extra', names: ['engine'] }).write();
    assert.deepEqual(versions()[1], 'engine 1.4.4-rc.2');
  });

  it('writes the lock file as npm does', () => {
    const npm = (...args: string[]) =>
      execFileSync('npm', [...args, '--package-lock-only', '--offline', '--ignore-scripts'], {
        cwd: root,
        stdio: 'pipe',
      });
    writeFiles(root, {
      'services/bridge/package.json': packageJson('@fleet/bridge', '1.4.2', { '@fleet/engine': '^1.4.0' }),
    });
    npm('install');
    planBump(root, { part: 'major', extra: 'rc.1' }).write();
    const ours = read('package-lock.json');
    assert.match(ours, /"version": "2\.0\.0-rc\.1"/);
    npm('install');
    assert.equal(read('package-lock.json'), ours);
  });

  it('refuses names that are not there, and versions that differ', () => {
    assert.throws(() => planBump(root, { part: 'minor', names: ['engin'] }), {
      code: 'SERVICE_UNKNOWN',
      message: /nothing is called "engin"; did you mean "engine"\?/,
      hint: 'there are bridge, engine, ship',
    });
    writeFileSync(join(root, 'services/bridge/service.ts'), manifest('bridge', "'1.4.1'"));
    assert.throws(() => planBump(root, { part: 'minor' }), {
      code: 'VERSION_MISMATCH',
      message:
        /services\/bridge\/service\.ts has 1\.4\.1, services\/bridge\/package\.json has 1\.4\.2, .*Chart\.yaml has 1\.4\.2/,
    });
  });

  it('refuses a version that can not be raised so, naming whose it is', () => {
    assert.throws(() => planBump(root, { part: 'extra' }), {
      code: 'VERSION_INVALID',
      message: /^bridge: 1\.4\.2 has no EXTRA/,
    });
    assert.throws(() => planBump(root, { part: 'sprint', extra: 'rc_1' }), {
      code: 'VERSION_INVALID',
      message: /^bridge: /,
    });
    const empty = temporaryFolder();
    folders.push(empty);
    assert.throws(() => planBump(empty, { part: 'sprint' }), { code: 'SERVICE_UNKNOWN' });
  });

  it('knows a project of one service', () => {
    const alone = temporaryFolder();
    folders.push(alone);
    writeFiles(alone, {
      'service.ts': manifest('alone', "'0.9.0-beta'"),
      'package.json': packageJson('alone', '0.9.0-beta'),
      'deploy/helm/Chart.yaml': 'apiVersion: v2\nname: alone\nversion: 0.9.0-beta\nappVersion: 0.9.0-beta\n',
    });
    const plan = planBump(alone, { part: 'extra' });
    plan.write();
    assert.deepEqual(plan.changes, [{ name: 'alone', from: '0.9.0-beta', to: '0.9.0-beta.1' }]);
    assert.equal(plan.files.length, 3);
    assert.deepEqual(
      findUnits(alone).map(({ version }) => version),
      ['0.9.0-beta.1'],
    );
  });
});
