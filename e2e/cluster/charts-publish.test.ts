import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findHelm, type Helm } from '@hawser/chart/helm';
import { type ChartPackage, packageChart } from '@hawser/delivery/package';
import { publishToFolder, publishToRegistry } from '@hawser/delivery/repository';
import { serveFolder, type TestServer } from '../../packages/delivery/test/http.ts';
import { temporaryFolder, writePlatform } from '../../packages/delivery/test/platform.ts';
import { kubectl } from './support/kubectl.ts';
import { createNamespace, removeNamespace } from './support/namespace.ts';

/** Media types that Helm's own pushes have. */
const contentType = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

describe('published charts', () => {
  const registry = process.env['CLUSTER_REGISTRY'] ?? assert.fail('CLUSTER_REGISTRY names no registry');
  const suffix = randomBytes(4).toString('hex');
  let namespace: string;
  const oci = `oci://${registry}/hawser-charts-${suffix}`;
  const project = temporaryFolder();
  const folder = join(project, 'repository');
  let ship: ChartPackage;
  let hawser: ChartPackage;
  let server: TestServer;

  before(async () => {
    writePlatform(project);
    ship = await packageChart(join(project, 'deploy/helm/ship'));
    hawser = await packageChart(join(import.meta.dirname, '../../deploy/helm/hawser'));
    publishToFolder([ship, hawser], { folder });
    server = await serveFolder(folder);
    namespace = await createNamespace('hawser-charts');
  });
  after(async () => {
    await server?.close();
    if (namespace) await removeNamespace(namespace);
    rmSync(project, { recursive: true, force: true });
  });

  const publish = () => publishToRegistry([ship], { repository: oci, plainHttp: true });
  const manifestOf = async (reference: string) => {
    const accept = 'application/vnd.oci.image.manifest.v1+json';
    return fetch(`http://${registry}/v2/hawser-charts-${suffix}/ship/manifests/${reference}`, {
      headers: { accept },
    });
  };

  it('are in a real registry under the digest that was told, and are not sent twice', async () => {
    const [first] = await publish();
    assert.equal(first!.state, 'published');
    const found = await manifestOf('1.4.2');
    assert.equal(found.headers.get('docker-content-digest'), first!.digest);
    const manifest = (await found.json()) as { layers: { mediaType: string; digest: string }[] };
    assert.deepEqual(
      manifest.layers.map(({ mediaType, digest }) => [mediaType, digest]),
      [[contentType, `sha256:${ship.digest}`]],
    );
    const [second] = await publish();
    assert.deepEqual([second!.state, second!.digest], ['unchanged', first!.digest]);
  });

  for (const major of [3, 4] as const) {
    describe(`with Helm ${major}`, () => {
      let helm: Helm;
      const home = join(project, `home${major}`);
      const env = {
        HELM_CACHE_HOME: `${home}/cache`,
        HELM_CONFIG_HOME: `${home}/config`,
        HELM_DATA_HOME: `${home}/data`,
      };
      const run = async (...args: string[]) =>
        (await helm.run([...args, '--namespace', namespace], { env })).stdout;
      const greeting = (name: string) =>
        kubectl(['get', 'configmap', name, '-n', namespace, '-o', 'jsonpath={.data.greeting}']);
      before(async () => {
        helm = await findHelm(major);
      });

      it('are installed from a folder that is served: repo add, update, search, install, upgrade', async () => {
        const release = `classic${major}`;
        await run('repo', 'add', 'fleet', `http://${server.host}`);
        await run('repo', 'update');
        assert.match(await run('search', 'repo', 'ship'), /fleet\/ship\s+1\.4\.2/);
        await run('install', release, 'fleet/ship', '--wait');
        assert.equal(await greeting(`${release}-engine`), 'full speed');
        await run('upgrade', release, 'fleet/ship', '--set', 'bridge.greeting=aye');
        assert.equal(await greeting(`${release}-bridge`), 'aye');
        await run('uninstall', release);
      });

      it('are installed from a registry', async () => {
        await publish();
        const release = `oci${major}`;
        await run('install', release, `${oci}/ship`, '--version', '1.4.2', '--plain-http', '--wait');
        assert.equal(await greeting(`${release}-bridge`), 'hello from bridge');
        await run('uninstall', release);
      });

      it('are the platform’s, and a cluster takes it with its defaults from a folder and from a registry', async () => {
        await publishToRegistry([hawser], { repository: oci, plainHttp: true });
        await run('repo', 'add', 'own', `http://${server.host}`);
        const args = ['--dry-run=server', '--output', 'json'];
        const classic = await run('install', 'hawser', 'own/hawser', ...args);
        const registry = await run('install', 'hawser', `${oci}/hawser`, '--plain-http', ...args);
        // Helm 4 tells what it pulled before the JSON.
        const [left, right] = [classic, registry].map(
          text => (JSON.parse(text.slice(text.indexOf('{'))) as { manifest: string }).manifest,
        );
        assert.match(left!, /kind: Deployment/);
        assert.equal(left, right);
      });

      it('have the contents that a push by Helm has', async () => {
        const file = join(folder, ship.file);
        await helm.run(
          ['push', file, `oci://${registry}/hawser-charts-${suffix}/by-helm${major}`, '--plain-http'],
          { env },
        );
        const answer = await fetch(
          `http://${registry}/v2/hawser-charts-${suffix}/by-helm${major}/ship/manifests/1.4.2`,
          {
            headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
          },
        );
        const [published] = await publish();
        const [theirs, ours] = (await Promise.all(
          [answer, await manifestOf(published!.digest)].map(one => one.json()),
        )) as [
          Record<string, unknown> & { config: { mediaType: string } },
          Record<string, unknown> & { config: { mediaType: string } },
        ];
        assert.deepEqual(ours['layers'], theirs['layers']);
        assert.equal(ours.config.mediaType, theirs.config.mediaType);
      });
    });
  }
});
