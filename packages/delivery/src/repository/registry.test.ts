import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findHelm } from '@hawser/chart/helm';
import { temporaryFolder, writePlatform } from '../../test/platform.ts';
import { startRegistry, type TestRegistry } from '../../test/registry.ts';
import { type ChartPackage, packageChart } from '../package/index.ts';
import { publishToRegistry } from './registry.ts';

describe('publishToRegistry', () => {
  const project = temporaryFolder();
  let registry: TestRegistry;
  let ship: ChartPackage;
  before(async () => {
    registry = await startRegistry();
    writePlatform(project);
    ship = await packageChart(join(project, 'deploy/helm/ship'));
  });
  after(async () => {
    await registry.close();
    rmSync(project, { recursive: true, force: true });
  });
  const publish = (chart: ChartPackage, path: string, force = false) =>
    publishToRegistry([chart], { repository: `oci://${registry.host}/${path}`, force });

  it('sends each blob once, and nothing at all the second time', async () => {
    const [first] = await publish(ship, 'once');
    assert.deepEqual([first!.name, first!.version, first!.state], ['ship', '1.4.2', 'published']);
    assert.equal(first!.location, `oci://${registry.host}/once/ship:1.4.2`);
    const [uploads, manifests] = [[...registry.uploads], [...registry.manifests]];
    assert.equal(uploads.length, 2);
    assert.ok(uploads.includes(`sha256:${ship.digest}`));
    const [second] = await publish(await packageChart(join(project, 'deploy/helm/ship')), 'once');
    assert.deepEqual([second!.state, second!.digest], ['unchanged', first!.digest]);
    assert.deepEqual([registry.uploads, registry.manifests], [uploads, manifests]);
  });

  it('refuses a version that is there with other contents, unless it is forced', async () => {
    await publish(ship, 'again');
    const values = join(project, 'deploy/helm/ship/values.yaml');
    const before = readFileSync(values);
    writeFileSync(values, 'bridge: {enabled: false}\n');
    const changed = await packageChart(join(project, 'deploy/helm/ship'));
    writeFileSync(values, before);
    await assert.rejects(publish(changed, 'again'), {
      code: 'VERSION_EXISTS',
      message: /again\/ship has ship 1\.4\.2/,
    });
    const [replaced] = await publish(changed, 'again', true);
    assert.equal(replaced!.state, 'replaced');
  });

  for (const major of [3, 4] as const) {
    it(`is where Helm ${major} pulls, shows and renders from, with build metadata in a version too`, async () => {
      const helm = await findHelm(major);
      const chart = join(project, 'deploy/helm/ship/Chart.yaml');
      const before = readFileSync(chart, 'utf8');
      writeFileSync(chart, before.replace('\nversion: 1.4.2', '\nversion: 1.4.2+build.7'));
      const built = await packageChart(join(project, 'deploy/helm/ship'));
      writeFileSync(chart, before);
      for (const one of [ship, built]) {
        await publish(one, `helm${major}`);
        const { version } = one.metadata;
        const from = [`oci://${registry.host}/helm${major}/ship`, '--version', version, '--plain-http'];
        const home = join(project, `home${major}`);
        const env = {
          HELM_CACHE_HOME: `${home}/cache`,
          HELM_CONFIG_HOME: `${home}/config`,
          HELM_DATA_HOME: `${home}/data`,
        };
        await helm.run(['pull', ...from, '--destination', project], { env });
        assert.ok(readFileSync(join(project, `ship-${version}.tgz`)).equals(one.data));
        assert.match((await helm.run(['show', 'chart', ...from], { env })).stdout, /name: ship/);
        assert.match((await helm.run(['template', 'mine', ...from], { env })).stdout, /name: mine-bridge/);
      }
    });
  }

  for (const repository of [
    'oci://',
    'oci://host:1/Upper',
    'oci://host/../x',
    'https://host/charts',
    'oci://a b/c',
    'oci://h/a//../b',
  ])
    it(`refuses ${repository}`, async () => {
      await assert.rejects(publishToRegistry([], { repository }), {
        code: 'REPOSITORY_INVALID',
        message: /oci:\/\/HOST\/PATH/,
      });
    });

  it('says when there is no registry', async () => {
    const closed = await startRegistry();
    await closed.close();
    await assert.rejects(publishToRegistry([ship], { repository: `oci://${closed.host}/x` }), {
      code: 'REGISTRY_UNREACHABLE',
    });
  });
});
