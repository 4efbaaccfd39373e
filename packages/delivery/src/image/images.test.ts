import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type DockerRegistry, startDockerRegistry, withoutRegistry } from '../../test/docker-registry.ts';
import { pushBaseImage, writeProject } from '../../test/image-project.ts';
import { type BuildRequest, buildImages, pushImages } from './images.ts';
import { Cache } from './layer/cache.ts';
import { digestOf } from './layer/layer.ts';
import { type ImageConfig, type Index, type Manifest, mediaTypes } from './oci.ts';
import { pullBlob } from './registry/blobs.ts';
import { Registry } from './registry/client.ts';
import { pullManifest } from './registry/manifests.ts';

describe('images', { skip: withoutRegistry }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-images-'));
  let server: DockerRegistry;
  let registry: Registry;
  let request: BuildRequest;
  before(async () => {
    server = await startDockerRegistry();
    registry = new Registry(server.host);
    request = {
      root: writeProject(),
      names: 'all',
      platform: 'linux/amd64',
      base: await pushBaseImage(registry),
      cache: new Cache(join(folder, 'cache')),
    };
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** Builds and pushes, and returns what became of each part. */
  async function push(more: Partial<BuildRequest> = {}, host = server.host): Promise<Record<string, string>> {
    const wanted = { ...request, ...more };
    const states: Record<string, string> = {};
    await pushImages(await buildImages(wanted), `${host}/ship`, wanted, (image, { part, state }) => {
      states[`${image.name}: ${part}`] = state;
    });
    return states;
  }
  const statesOf = (states: Record<string, string>, state: string) =>
    Object.keys(states).filter(part => states[part] === state);

  it('are the same whenever and wherever they are built', async () => {
    const first = await buildImages(request);
    const cache = new Cache(join(folder, 'other-cache'));
    const second = await buildImages({ ...request, root: writeProject(), cache });
    assert.deepEqual(
      second.map(({ descriptor }) => descriptor),
      first.map(({ descriptor }) => descriptor),
    );
    assert.deepEqual(
      first.map(({ name, tag }) => `${name}:${tag}`),
      ['bridge:2.3.4', 'engine:2.3.4', 'initializer:1.2.0', 'plugin-gauge:1.0.0'],
    );
  });

  it('are pushed once: shared layers and those of the base are linked', async () => {
    const states = await push({ names: ['bridge', 'engine'] });
    assert.deepEqual(statesOf(states, 'mounted').sort(), [
      'bridge: base 1/1',
      'engine: base 1/1',
      'engine: dependencies',
      'engine: framework',
    ]);
    assert.deepEqual(statesOf(states, 'exists'), []);
    const again = await push({ names: ['bridge', 'engine'] });
    assert.deepEqual([statesOf(again, 'mounted'), statesOf(again, 'uploaded')], [[], []]);
  });

  it('send the layer alone that has changed', async () => {
    await push({ names: ['engine'] });
    const file = join(request.root, 'services/engine/data.json');
    writeFileSync(file, '{}');
    const states = await push({ names: ['engine'] });
    rmSync(file);
    assert.deepEqual(statesOf(states, 'uploaded').sort(), [
      'engine: configuration',
      'engine: manifest',
      'engine: service',
    ]);
  });

  it('run as nobody, with what the base sets beneath, and say what they are', async () => {
    await push({ names: ['bridge'], tag: 'v1' });
    const pulled = await pullManifest(registry, 'ship/bridge', 'v1');
    const manifest = pulled!.body as Manifest;
    assert.ok(manifest.layers.every(({ mediaType }) => mediaType === mediaTypes.layer));
    const data = await pullBlob(registry, 'ship/bridge', manifest.config);
    const { config, rootfs } = JSON.parse(data.toString('utf8')) as ImageConfig;
    const { Labels, ...rest } = config!;
    assert.deepEqual(rest, {
      User: '65532:65532',
      Env: ['PATH=/bin', 'NODE_ENV=production', 'HOME=/tmp'],
      Entrypoint: ['node', '/app/bin/hawser.mjs'],
      Cmd: ['start', 'bridge', '--server', 'grpc'],
      WorkingDir: '/app',
      ExposedPorts: { '50051/tcp': {}, '8080/tcp': {}, '8081/tcp': {} },
      StopSignal: 'SIGTERM',
    });
    assert.equal(Labels?.['org.opencontainers.image.title'], 'bridge');
    assert.equal(Labels?.['org.opencontainers.image.licenses'], 'MIT');
    assert.equal(Labels?.['org.opencontainers.image.source'], 'https://example.com/ship');
    assert.equal(Labels?.['org.opencontainers.image.base.name'], request.base);
    assert.equal(rootfs.diff_ids.length, manifest.layers.length);
  });

  it('have their SBOM as a referrer', async () => {
    const [image] = await buildImages({ ...request, names: ['bridge'] });
    await push({ names: ['bridge'] });
    await push({ names: ['bridge'] });
    const { digest } = image!.descriptor;
    const index = (await pullManifest(registry, 'ship/bridge', digest.replace(':', '-')))!.body as Index;
    assert.deepEqual(
      index.manifests.map(({ artifactType }) => artifactType),
      [mediaTypes.sbom],
    );
    const artifact = (await pullManifest(registry, 'ship/bridge', index.manifests[0]!.digest))!
      .body as Manifest;
    assert.equal(artifact.subject?.digest, digest);
    assert.equal(artifact.layers[0]!.digest, digestOf(image!.sbom!));
  });

  it('say what they can’t be built of', async () => {
    const cases: [Partial<BuildRequest>, code: string, message: RegExp][] = [
      [{ names: ['bridg'] }, 'IMAGE_UNKNOWN', /"bridg"; did you mean "bridge"\?$/],
      [{ base: `${server.host}/base/node:2` }, 'IMAGE_NOT_FOUND', /there is no image 127.*base\/node:2$/],
      [{ platform: 'linux/arm64' }, 'IMAGE_PLATFORM', /isn’t for linux\/arm64$/],
      [{ tag: 'a tag' }, 'IMAGE_REFERENCE', /"a tag" can’t be a tag$/],
      [{ base: '127.0.0.1:1/x' }, 'REGISTRY_UNREACHABLE', /the registry 127\.0\.0\.1:1 can’t be reached/],
      [{ root: tmpdir() }, 'IMAGE_PROJECT', /there is no package\.json in/],
    ];
    for (const [more, code, message] of cases) await assert.rejects(push(more), { code, message });
    const broken = join(request.root, 'services/engine/broken.ts');
    writeFileSync(broken, 'const = 1;\n');
    await assert.rejects(push({ names: ['engine'] }), { code: 'IMAGE_SOURCE', message: /broken\.ts/ });
    rmSync(broken);
  });
});
