import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { findHelm } from '@hawser/chart/helm';
import { serveFolder } from '../../test/http.ts';
import { temporaryFolder, writePlatform } from '../../test/platform.ts';
import { type ChartPackage, packageChart } from '../package/index.ts';
import { publishToFolder } from './folder.ts';
import { parseIndex } from './index-file.ts';

describe('publishToFolder', () => {
  const project = temporaryFolder();
  const repositories: string[] = [];
  let folder: string;
  let old: ChartPackage[];
  let packages: ChartPackage[];
  const charts = ['services/bridge/deploy/helm', 'services/engine/deploy/helm', 'deploy/helm/ship'];
  const pack = () => Promise.all(charts.map(chart => packageChart(join(project, chart))));
  before(async () => {
    writePlatform(project, '1.4.2-rc.1');
    old = await pack();
    writePlatform(project, '1.4.2');
    packages = await pack();
  });
  after(() => {
    for (const made of [project, ...repositories]) rmSync(made, { recursive: true, force: true });
  });
  beforeEach(() => {
    folder = join(temporaryFolder(), 'charts');
    repositories.push(join(folder, '..'));
  });

  const index = () => parseIndex(readFileSync(join(folder, 'index.yaml'), 'utf8'), 'index.yaml');
  const first = new Date('2026-01-01T00:00:00Z');
  const later = new Date('2026-03-01T00:00:00Z');

  it('merges the index: what is there keeps its place and time', () => {
    publishToFolder(old, { folder, now: first });
    const published = publishToFolder([...old, ...packages], { folder, now: later });
    assert.deepEqual(
      published.map(({ state }) => state),
      ['unchanged', 'unchanged', 'unchanged', 'published', 'published', 'published'],
    );
    const { bridge, ship } = index().entries;
    assert.deepEqual(
      bridge!.map(({ version, created, urls }) => [version, created, ...urls]),
      [
        ['1.4.2', later.toISOString(), 'bridge-1.4.2.tgz'],
        ['1.4.2-rc.1', first.toISOString(), 'bridge-1.4.2-rc.1.tgz'],
      ],
    );
    assert.equal(ship![0]!.digest, packages[2]!.digest);
    assert.deepEqual(readdirSync(folder).length, 7);
  });

  it('changes no byte when nothing is new', () => {
    publishToFolder(packages, { folder, now: first });
    const text = readFileSync(join(folder, 'index.yaml'), 'utf8');
    publishToFolder(packages, { folder, now: later });
    publishToFolder([...packages].reverse(), { folder, now: later, url: 'https://example.org' });
    assert.equal(readFileSync(join(folder, 'index.yaml'), 'utf8'), text);
  });

  it('gives the same bytes for the same packages at the same time', () => {
    publishToFolder([...old, ...packages], { folder, now: first });
    const other = `${folder}2`;
    publishToFolder([...packages, ...old].reverse(), { folder: other, now: first });
    assert.equal(
      readFileSync(join(other, 'index.yaml'), 'utf8'),
      readFileSync(join(folder, 'index.yaml'), 'utf8'),
    );
  });

  it('refuses a version that is there with other contents, and then publishes none', async () => {
    publishToFolder(packages, { folder, now: first });
    const text = readFileSync(join(folder, 'index.yaml'), 'utf8');
    const values = join(project, 'services/engine/deploy/helm/values.yaml');
    const before = readFileSync(values);
    writeFileSync(values, 'greeting: changed\n');
    const changed = await packageChart(join(project, 'services/engine/deploy/helm'));
    writeFileSync(values, before);
    assert.throws(() => publishToFolder([...old, changed], { folder }), {
      code: 'VERSION_EXISTS',
      message: /has engine 1\.4\.2 already, with other contents/,
      hint: /hawser version bump.*--force/,
    });
    assert.equal(readFileSync(join(folder, 'index.yaml'), 'utf8'), text);
    assert.equal(existsSync(join(folder, 'bridge-1.4.2-rc.1.tgz')), false);
    const [replaced] = publishToFolder([changed], { folder, force: true, now: later });
    assert.equal(replaced!.state, 'replaced');
    assert.deepEqual(
      index().entries['engine']!.map(({ digest, created }) => [digest, created]),
      [[changed.digest, later.toISOString()]],
    );
    assert.ok(readFileSync(join(folder, 'engine-1.4.2.tgz')).equals(changed.data));
  });

  it('counts a package that is in the folder but not in the index', () => {
    publishToFolder(packages.slice(0, 1), { folder });
    rmSync(join(folder, 'index.yaml'));
    assert.equal(publishToFolder(packages.slice(0, 1), { folder })[0]!.state, 'published');
    rmSync(join(folder, 'index.yaml'));
    writeFileSync(join(folder, 'bridge-1.4.2.tgz'), 'other');
    assert.throws(() => publishToFolder(packages.slice(0, 1), { folder }), { code: 'VERSION_EXISTS' });
  });

  it('names packages by the URL that they are served at', () => {
    publishToFolder(packages.slice(0, 1), { folder, url: 'https://example.org/charts' });
    assert.deepEqual(index().entries['bridge']![0]!.urls, ['https://example.org/charts/bridge-1.4.2.tgz']);
    assert.throws(() => publishToFolder(packages, { folder, url: 'ftp://x' }), {
      code: 'REPOSITORY_INVALID',
    });
  });

  for (const major of [3, 4] as const) {
    it(`is a repository for Helm ${major}: add, update, search, pull, template`, async () => {
      const helm = await findHelm(major);
      publishToFolder(old, { folder });
      const server = await serveFolder(folder);
      const home = join(folder, '..', `home${major}`);
      const env = {
        HELM_CACHE_HOME: `${home}/cache`,
        HELM_CONFIG_HOME: `${home}/config`,
        HELM_DATA_HOME: `${home}/data`,
      };
      const run = async (...args: string[]) => (await helm.run(args, { env, cwd: folder })).stdout;
      try {
        await run('repo', 'add', 'fleet', `http://${server.host}`);
        publishToFolder(packages, { folder });
        await run('repo', 'update');
        const search = async (...args: string[]) =>
          (
            JSON.parse(await run('search', 'repo', ...args, '--output', 'json')) as {
              name: string;
              version: string;
            }[]
          ).map(({ name, version }) => `${name} ${version}`);
        assert.deepEqual((await search('fleet/')).sort(), [
          'fleet/bridge 1.4.2',
          'fleet/engine 1.4.2',
          'fleet/ship 1.4.2',
        ]);
        assert.deepEqual(await search('fleet/ship', '--versions', '--devel'), [
          'fleet/ship 1.4.2',
          'fleet/ship 1.4.2-rc.1',
        ]);
        await run('pull', 'fleet/ship', '--version', '1.4.2', '--destination', home);
        assert.ok(readFileSync(join(home, 'ship-1.4.2.tgz')).equals(packages[2]!.data));
        assert.match(
          await run('template', 'mine', 'fleet/ship'),
          /name: mine-engine\ndata:\n {2}greeting: "full speed"/,
        );
      } finally {
        await server.close();
      }
    });

    it(`goes on with an index that Helm ${major} has made, and Helm with ours`, async () => {
      const helm = await findHelm(major);
      publishToFolder(old, { folder });
      rmSync(join(folder, 'index.yaml'));
      await helm.run(['repo', 'index', folder, '--url', 'https://example.org']);
      const theirs = index().entries['bridge'];
      publishToFolder(packages, { folder });
      assert.deepEqual(index().entries['bridge']!.slice(1), theirs);
      const merged = index();
      await helm.run(['repo', 'index', folder, '--merge', join(folder, 'index.yaml')]);
      const ours = ({ entries }: typeof merged) =>
        Object.values(entries)
          .flat()
          .map(({ name, version, digest }) => `${name} ${version} ${digest}`)
          .sort();
      assert.deepEqual(ours(index()), ours(merged));
    });
  }
});
