import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Registry } from '@hawser/delivery/image';
import {
  type DockerRegistry,
  startDockerRegistry,
  withoutRegistry,
} from '../../../delivery/test/docker-registry.ts';
import { pushBaseImage, writeProject } from '../../../delivery/test/image-project.ts';
import { here } from '../../test/hawser.ts';
import { formatBytes } from './bytes.ts';

const cwd = writeProject();
const env = { XDG_CACHE_HOME: join(cwd, 'cache') };
const build = (...args: string[]) => here(['image', 'build', ...args], { cwd, env });

describe('hawser image build', { skip: withoutRegistry }, () => {
  let server: DockerRegistry;
  let options: string[];
  before(async () => {
    server = await startDockerRegistry();
    options = ['--base', await pushBaseImage(new Registry(server.host)), '--platform', 'linux/amd64'];
  });
  after(() => server.stop());

  it('says what it has built and pushed, a line a layer', async () => {
    const target = `${server.host}/ship`;
    const first = await build('bridge', '--push', target, '--tag', 'v1', ...options);
    assert.equal(first.code, 0);
    assert.match(
      first.stdout,
      /^IMAGE +SIZE +DIGEST\n127\.0\.0\.1:\d+\/ship\/bridge:v1 +[\d.]+ kB +sha256:[0-9a-f]{64}\n$/,
    );
    assert.match(first.stderr, /^✓ bridge: dependencies: uploaded, \d+ B$/m);
    assert.match(first.stderr, /^✓ bridge: base 1\/1: mounted, \d+ B$/m);
    const second = await build('bridge', '--push', target, '--tag', 'v1', '-o', 'json', ...options);
    const [image] = JSON.parse(second.stdout);
    assert.equal(image.image, `${target}/bridge:v1`);
    assert.deepEqual(new Set(image.pushed.map(({ state }: { state: string }) => state)), new Set(['exists']));
    assert.deepEqual(
      image.layers.map(({ title }: { title: string }) => title),
      ['dependencies', 'framework', 'own dependencies', 'service'],
    );
  });

  it('saves all images, and says where', async () => {
    const { code, stderr } = await build('--all', '--save', join(cwd, 'saved/ship.tar'), ...options);
    assert.equal(code, 0);
    assert.match(stderr, /^wrote .*saved\/ship\.tar\nwrote .*saved\/bridge-2\.3\.4\.spdx\.json\n/);
    assert.ok(existsSync(join(cwd, 'saved/ship.tar')));
  });
});

describe('hawser image build without a registry', () => {
  it('prints a Dockerfile, and writes what it copies', async () => {
    const { stdout } = await build('bridge', '--dockerfile', '--base', 'node:24');
    assert.match(stdout, /^FROM node:24 AS build\n.*hawser\.mjs image build bridge --rootfs \/image\n/s);
    assert.equal((await build('bridge', '--rootfs', 'rootfs')).code, 0);
    for (const [, folder = ''] of stdout.matchAll(/--from=build \/image(\S+)\/ /g))
      assert.ok(existsSync(join(cwd, 'rootfs', folder)), folder);
  });

  const cases: [line: string, code: number, says: RegExp][] = [
    ['', 2, /^error: name images, or take all of them with --all\n$/],
    ['bridge --all', 2, /^error: name images, or take all of them with --all\n$/],
    [
      'bridge engine --dockerfile',
      2,
      /^error: a Dockerfile or root file system is of one image: name one\n$/,
    ],
    [
      'bride --dockerfile',
      1,
      /^error IMAGE_UNKNOWN: .*"bride"; did you mean "bridge"\?\n→ there are bridge, engine, /,
    ],
    [
      'bridge --base 127.0.0.1:1/x',
      1,
      /^error REGISTRY_UNREACHABLE: the registry 127\.0\.0\.1:1 can’t be reached: /,
    ],
    ['bridge --base X', 1, /^error IMAGE_REFERENCE: "X" names no image\n→ write HOST\/PATH:TAG /],
  ];
  for (const [line, exit, says] of cases)
    it(`refuses "${line}"`, async () => {
      const { code, stdout, stderr } = await build(...line.split(' ').filter(Boolean));
      assert.deepEqual([code, stdout], [exit, '']);
      assert.match(stderr, says);
    });
});

it('writes sizes for people', () => {
  assert.deepEqual([0, 812, 1000, 3449, 17_200_000, 2e9, 5e12].map(formatBytes), [
    '0 B',
    '812 B',
    '1.0 kB',
    '3.4 kB',
    '17.2 MB',
    '2.0 GB',
    '5000.0 GB',
  ]);
});
