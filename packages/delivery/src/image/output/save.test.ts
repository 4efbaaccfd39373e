import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type DockerRegistry, startDockerRegistry, withoutRegistry } from '../../../test/docker-registry.ts';
import { pushBaseImage, writeProject } from '../../../test/image-project.ts';
import type { Image } from '../build.ts';
import { buildImages } from '../images.ts';
import { Cache } from '../layer/cache.ts';
import { digestOf } from '../layer/layer.ts';
import type { Index, Manifest } from '../oci.ts';
import { Registry } from '../registry/client.ts';
import { saveImages } from './save.ts';

describe('saved images', { skip: withoutRegistry }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-save-'));
  let server: DockerRegistry;
  let images: Image[];
  before(async () => {
    server = await startDockerRegistry();
    images = await buildImages({
      root: writeProject(),
      names: ['bridge', 'engine'],
      platform: 'linux/amd64',
      base: await pushBaseImage(new Registry(server.host)),
      cache: new Cache(join(folder, 'cache')),
    });
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** Checks that a layout has all that its images are made of, each under its digest. @returns the images' names */
  function check(layout: string): string[] {
    const read = (digest: string) => {
      const data = readFileSync(join(layout, 'blobs', digest.replace(':', '/')));
      assert.equal(digestOf(data), digest);
      return data;
    };
    const index = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')) as Index;
    for (const { digest } of index.manifests) {
      const { config, layers } = JSON.parse(read(digest).toString('utf8')) as Manifest;
      for (const blob of [config, ...layers]) assert.equal(read(blob.digest).length, blob.size);
    }
    return index.manifests.map(({ annotations }) => annotations!['org.opencontainers.image.ref.name']!);
  }

  it('are an OCI layout, which keeps the images that it has', async () => {
    const layout = join(folder, 'layout');
    const files = await saveImages(images.slice(0, 1), layout);
    assert.deepEqual(files, [layout, join(folder, 'bridge-2.3.4.spdx.json')]);
    assert.equal(readFileSync(files[1]!, 'utf8'), images[0]!.sbom);
    await saveImages(images, layout);
    assert.deepEqual(check(layout), ['bridge:2.3.4', 'engine:2.3.4']);
  });

  it('are an archive for docker load, of the same bytes each time', async () => {
    const [first] = await saveImages(images, join(folder, 'a/one.tar'));
    const [second] = await saveImages(images, join(folder, 'a/two.tar'));
    assert.ok(readFileSync(first!).equals(readFileSync(second!)));
    const unpacked = join(folder, 'unpacked');
    mkdirSync(unpacked);
    execFileSync('tar', ['-xf', first!, '-C', unpacked]);
    assert.deepEqual(check(unpacked), ['bridge:2.3.4', 'engine:2.3.4']);
    const docker = JSON.parse(readFileSync(join(unpacked, 'manifest.json'), 'utf8'));
    assert.deepEqual(
      docker.map(({ RepoTags }: { RepoTags: string[] }) => RepoTags),
      [['bridge:2.3.4'], ['engine:2.3.4']],
    );
    for (const file of [docker[0].Config, ...docker[0].Layers])
      assert.equal(`sha256:${file.split('/').at(-1)}`, digestOf(readFileSync(join(unpacked, file))));
  });

  it('don’t mix with other files, and leave nothing half written', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'note.txt'), '');
    await assert.rejects(saveImages(images, other), { code: 'IMAGE_OUTPUT', message: /holds other files/ });
    const lost = { ...images[0]!, base: { ...images[0]!.base, registry: new Registry('127.0.0.1:1') } };
    await assert.rejects(saveImages([lost], join(folder, 'half/x.tar')), { code: 'REGISTRY_UNREACHABLE' });
    assert.deepEqual(readdirSync(join(folder, 'half')), []);
  });
});
