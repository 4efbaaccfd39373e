import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildImages, type Image, pushImages } from '@hawser/delivery/image';
import { database, pluginPod, restrictedPod } from './support/image-pods.ts';
import { apply, kubectl } from './support/kubectl.ts';

const root = join(import.meta.dirname, '../..');
const registry = process.env.CLUSTER_REGISTRY!;
/** Where the nodes find what is pushed to the registry. */
const folder = 'hawser-image-test';

describe('images on a cluster', () => {
  const suffix = randomBytes(4).toString('hex');
  const databases = `hawser-image-db-${suffix}`;
  const namespace = `hawser-image-${suffix}`;
  const request = { root, base: `${registry}/library/node:26-slim`, plainHttp: true };
  const password = randomBytes(18).toString('base64url');
  let images: Image[];

  /** What became of each part in a push of all images. */
  async function push(): Promise<Record<string, string>> {
    const states: Record<string, string> = {};
    await pushImages(images, `${registry}/${folder}`, request, (image, { part, state }) => {
      states[`${image.name}: ${part}`] = state;
    });
    return states;
  }
  const exec = (pod: string, ...command: string[]) =>
    kubectl(['exec', pod, '--namespace', namespace, '--', ...command]);
  const ready = (pod: string) =>
    kubectl(['wait', `pod/${pod}`, '--namespace', namespace, '--for', 'condition=Ready', '--timeout', '90s']);
  const imageOf = (name: string) =>
    `${folder}/${name}@${images.find(one => one.name === name)!.descriptor.digest}`;

  before(async () => {
    await apply([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: databases } },
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
      },
    ]);
    await apply(database(databases, password));
    images = await buildImages({ ...request, names: 'all' });
  });
  after(() => kubectl(['delete', 'namespace', databases, namespace, '--wait=false']));

  it('are of every service and plugin, and are pushed whole or not at all', async () => {
    const names = images.map(({ name }) => name);
    for (const name of [
      'identity',
      'inventory',
      'plugin',
      'plugin-host',
      'plugin-kubernetes',
      'repository',
      'secret',
    ])
      assert.ok(names.includes(name), name);
    await push();
    assert.deepEqual(new Set(Object.values(await push())), new Set(['exists']));
    const shared = new Set(images.map(({ layers }) => layers[0]!.descriptor.digest));
    assert.equal(shared.size, 1);
  });

  it('start a service as nobody on a read-only root, once its database is migrated', async () => {
    const host = `postgres.${databases}.svc`;
    await apply(restrictedPod({ namespace, name: 'identity', image: imageOf('identity'), host, password }));
    await ready('identity');
    const health = await exec(
      'identity',
      'hawser',
      'call',
      'grpc.health.v1.Health.Check',
      '--endpoint',
      '127.0.0.1:50051',
    );
    assert.deepEqual(JSON.parse(health), { status: 'SERVING' });
    const status = await exec('identity', 'hawser', 'migrate', 'identity', '--status', '--output', 'json');
    const steps = JSON.parse(status) as { state: string }[];
    assert.ok(steps.length > 0 && steps.every(({ state }) => state === 'applied'));
    assert.equal((await exec('identity', 'id', '-u')).trim(), '65532');
    await assert.rejects(exec('identity', 'sh', '-c', 'echo > /app/x'), /Read-only file system/);
    const shipped = await exec('identity', 'cat', '/app/sbom.spdx.json');
    assert.equal(shipped, images.find(({ name }) => name === 'identity')!.sbom);
  });

  it('start a plugin without arguments', async () => {
    await apply([pluginPod({ namespace, name: 'plugin-host', image: imageOf('plugin-host') })]);
    await ready('plugin-host');
  });

  it('have a command without what needs a checkout', async () => {
    const help = await exec('identity', 'hawser', '--help');
    assert.match(help, /^ {2}start /m);
    assert.doesNotMatch(help, /^ {2}(up|new|image) /m);
  });
});
