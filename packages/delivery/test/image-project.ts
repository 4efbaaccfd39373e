import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { textEntry } from '../src/image/layer/entry.ts';
import { digestOf } from '../src/image/layer/layer.ts';
import { tarOf } from '../src/image/layer/tar.ts';
import { type ImageConfig, type Manifest, mediaTypes } from '../src/image/oci.ts';
import { pushBlob } from '../src/image/registry/blobs.ts';
import type { Registry } from '../src/image/registry/client.ts';
import { describe, pushManifest } from '../src/image/registry/manifests.ts';
import { writeFiles } from './platform.ts';

const json = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;
const installed = (name: string, version: string, more: object = {}) => ({
  [`node_modules/${name}/package.json`]: json({ name, version, main: 'index.js', ...more }),
  [`node_modules/${name}/index.js`]: `module.exports = '${name} ${version}';\n`,
});
const manifest = (name: string, servers: readonly string[]) => `
export interface Shape { name: string }
const manifest: Shape & Record<string, unknown> = {
  name: '${name}', version: '2.3.4', summary: 'Does what ${name} does', services: [], servers: ${JSON.stringify(servers)},
};
export default manifest;
`;

/**
 * An installed npm project with the command, two services, a plugin and five other packages, two of which only one service needs and
 * one of which nothing needs when it runs.
 */
export function writeProject(): string {
  const root = mkdtempSync(join(tmpdir(), 'hawser-image-project-'));
  process.once('exit', () => rmSync(root, { recursive: true }));
  writeFiles(root, {
    'package.json': json({
      name: 'ship',
      version: '1.2.0',
      type: 'module',
      license: 'MIT',
      repository: { url: 'https://example.com/ship' },
      workspaces: ['packages/*', 'services/*', 'plugins/*'],
    }),
    'package-lock.json': json({ lockfileVersion: 3, packages: lock }),
    'packages/cli/package.json': json({
      name: '@hawser/cli',
      version: '1.0.0',
      type: 'module',
      exports: { '.': './src/container.ts' },
      dependencies: { rope: '^1.0.0', '@hawser/local': '^1.0.0' },
      devDependencies: { paint: '^1.0.0' },
    }),
    'packages/cli/src/container.ts': [
      "import { greet } from './greet.ts';",
      "const name: string = process.argv[2] ?? '';",
      'console.log(greet(name));\n',
    ].join('\n'),
    'packages/cli/src/greet.ts':
      "import rope from 'rope';\nexport const greet = (name: string): string => name + ' by ' + rope;\n",
    'packages/cli/src/greet.test.ts': "throw new Error('tests aren’t in images');\n",
    'packages/local/package.json': json({
      name: '@hawser/local',
      version: '1.0.0',
      dependencies: { anvil: '^1.0.0' },
    }),
    'platform/initialize.ts': "import rope from 'rope';\nexport default (): string => rope;\n",
    'packages/otel/package.json': json({ name: '@hawser/otel', version: '1.0.0' }),
    'packages/otel/trace.js': '\n',
    'services/bridge/package.json': json({
      name: '@ship/bridge',
      version: '1.0.0',
      type: 'module',
      exports: { '.': './service.ts' },
      dependencies: { '@hawser/cli': '^1.0.0', compass: '^1.0.0', '@types/compass': '^1.0.0' },
    }),
    'services/bridge/service.ts': manifest('bridge', ['grpc', 'rest']),
    'services/bridge/data/chart.json': '{"north": true}\n',
    'services/bridge/test/helper.ts': 'export {};\n',
    'services/bridge/deploy/helm/Chart.yaml': 'name: bridge\n',
    'services/engine/package.json': json({ name: '@ship/engine', version: '1.0.0', type: 'module' }),
    'services/engine/service.ts': manifest('engine', ['worker']),
    'plugins/gauge/package.json': json({ name: '@ship/plugin-gauge', version: '1.0.0', type: 'module' }),
    'plugins/gauge/plugin.ts': 'export {};\n',
    ...installed('rope', '1.0.0'),
    ...installed('compass', '1.0.0'),
    'node_modules/compass/index.d.ts': 'export {};\n',
    'node_modules/compass/README.md': 'Prose.\n',
    'node_modules/compass/LICENSE.md': 'Licence.\n',
    'node_modules/compass/node_modules/rope/package.json': json({ name: 'rope', version: '0.9.0' }),
    'node_modules/compass/node_modules/rope/index.js': "module.exports = 'old';\n",
    ...installed('anvil', '1.0.0'),
    ...installed('paint', '1.0.0'),
    ...installed('@types/compass', '1.0.0'),
  });
  return root;
}

const lock = {
  'node_modules/@hawser/otel': { link: true },
  'node_modules/rope': { version: '1.0.0', license: 'MIT', integrity: 'sha512-q83v' },
  'node_modules/compass': {
    version: '1.0.0',
    dependencies: { rope: '^0.9.0' },
    optionalDependencies: { 'compass-win': '1.0.0', 'compass-absent': '1.0.0' },
    peerDependencies: { '@hawser/cli': '*', sextant: '*' },
    peerDependenciesMeta: { sextant: { optional: true } },
  },
  'node_modules/compass/node_modules/rope': { version: '0.9.0' },
  'node_modules/compass-win': { version: '1.0.0', os: ['win32'], optional: true },
  'node_modules/anvil': { version: '1.0.0' },
  'node_modules/paint': { version: '1.0.0', dev: true },
  'node_modules/@types/compass': { version: '1.0.0' },
};

/** Puts a base image of one small layer into a registry: `base/node:1`. */
export async function pushBaseImage(registry: Registry): Promise<string> {
  const tar = await tarOf([textEntry('etc/base', 'a base\n')]);
  const layer = gzipSync(tar);
  const config: ImageConfig = {
    architecture: 'amd64',
    os: 'linux',
    config: { Env: ['PATH=/bin', 'NODE_ENV=development'], Cmd: ['node'], User: 'root' },
    rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
  };
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.dockerManifest,
    config: {
      ...describe(mediaTypes.config, config),
      mediaType: 'application/vnd.docker.container.image.v1+json',
    },
    layers: [{ mediaType: mediaTypes.dockerLayer, digest: digestOf(layer), size: layer.length }],
  };
  const repository = 'base/node';
  await pushBlob(registry, repository, manifest.layers[0]!, async () => layer);
  await pushBlob(registry, repository, manifest.config, async () => Buffer.from(JSON.stringify(config)));
  await pushManifest(registry, repository, '1', manifest);
  return `${registry.host}/${repository}:1`;
}
