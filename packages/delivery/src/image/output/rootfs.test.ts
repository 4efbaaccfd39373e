import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { writeProject } from '../../../test/image-project.ts';
import type { ImageContent } from '../contents.ts';
import { readContents } from '../images.ts';
import { dockerfileOf } from './dockerfile.ts';
import { writeRootfs } from './rootfs.ts';

describe('the files of an image', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-rootfs-'));
  const layers = join(folder, 'layers');
  const root = join(folder, 'root');
  let content: ImageContent;
  before(async () => {
    [content] = (await readContents({ root: writeProject(), names: ['bridge'] })) as [ImageContent];
    writeRootfs(content, layers);
    for (const layer of ['dependencies', 'framework', 'own-dependencies', 'service'])
      cpSync(join(layers, layer), root, { recursive: true, verbatimSymlinks: true });
  });
  after(() => rmSync(folder, { recursive: true }));

  it('run', () => {
    const command = join(root, 'app/bin/hawser.mjs');
    assert.equal(execFileSync(process.execPath, [command, 'ahoy']).toString(), 'ahoy by rope 1.0.0\n');
    const load = "const { default: m } = await import('@ship/bridge'); console.log(m.summary)";
    const service = execFileSync(process.execPath, ['--input-type=module', '-e', load], {
      cwd: join(root, 'app'),
    });
    assert.equal(service.toString(), 'Does what bridge does\n');
  });

  it('are those that run, and what they read', () => {
    const has = (path: string) => existsSync(join(root, 'app', path));
    const there = [
      'services/bridge/service.js',
      'services/bridge/data/chart.json',
      'node_modules/compass/index.js',
      'node_modules/compass/LICENSE.md',
      'node_modules/compass/node_modules/rope/index.js',
      'sbom.spdx.json',
    ];
    const absent = [
      'services/bridge/service.ts',
      'services/bridge/test',
      'services/bridge/deploy',
      'services/engine',
      'packages/cli/src/greet.test.js',
      'packages/local',
      'node_modules/anvil',
      'node_modules/paint',
      'node_modules/@types',
      'node_modules/compass/index.d.ts',
      'node_modules/compass/README.md',
    ];
    assert.deepEqual(
      there.filter(path => !has(path)),
      [],
    );
    assert.deepEqual(absent.filter(has), []);
  });

  it('have what both need in the layers that all images share', () => {
    assert.ok(existsSync(join(layers, 'dependencies/app/node_modules/rope')));
    assert.ok(existsSync(join(layers, 'own-dependencies/app/node_modules/compass')));
    for (const name of ['cli', 'otel']) assert.ok(existsSync(join(layers, 'framework/app/packages', name)));
    const json = JSON.parse(readFileSync(join(layers, 'framework/app/packages/cli/package.json'), 'utf8'));
    assert.deepEqual(json, {
      name: '@hawser/cli',
      version: '1.0.0',
      type: 'module',
      exports: { '.': './src/container.js' },
    });
  });

  it('are listed as an SPDX document that is the same each time', async () => {
    const text = readFileSync(join(root, 'app/sbom.spdx.json'), 'utf8');
    const { spdxVersion, packages, relationships } = JSON.parse(text);
    assert.equal(spdxVersion, 'SPDX-2.3');
    const listed = packages.map(({ name, versionInfo }: Record<string, string>) => `${name} ${versionInfo}`);
    assert.deepEqual(listed, [
      'bridge 2.3.4',
      'compass 1.0.0',
      '@hawser/cli 1.0.0',
      '@hawser/otel 1.0.0',
      'rope 0.9.0',
      'rope 1.0.0',
      '@ship/bridge 1.0.0',
    ]);
    assert.equal(relationships.length, packages.length);
    const rope = packages.find(({ SPDXID }: { SPDXID: string }) => SPDXID === 'SPDXRef-rope-1.0.0');
    assert.deepEqual(rope.checksums, [{ algorithm: 'SHA512', checksumValue: 'abcdef' }]);
    assert.equal(rope.externalRefs[0].referenceLocator, 'pkg:npm/rope@1.0.0');
    const [again] = await readContents({ root: writeProject(), names: ['bridge'] });
    assert.equal(again!.sbom, text);
  });

  it('of the initializer are those that set the platform up', async () => {
    const [initializer] = await readContents({ root: writeProject(), names: ['initializer'] });
    const folder = join(root, '../initializer');
    writeRootfs(initializer!, folder);
    cpSync(join(folder, 'service'), join(root, '../initialized'), { recursive: true });
    cpSync(join(folder, 'dependencies'), join(root, '../initialized'), { recursive: true });
    const file = join(root, '../initialized/app/platform/initialize.js');
    const { default: initialize } = (await import(pathToFileURL(file).href)) as { default: () => string };
    assert.equal(initialize(), 'rope 1.0.0');
    assert.deepEqual(initializer!.description.command, ['initialize']);
  });

  it('don’t mix with others', () => {
    assert.throws(() => writeRootfs(content, layers), { code: 'IMAGE_OUTPUT', message: /isn’t empty$/ });
  });

  it('are copied layer by layer by the Dockerfile, which sets what an image sets', () => {
    const text = dockerfileOf(content, 'node:26-slim');
    assert.deepEqual(text.match(/^COPY --from.*$/gm), [
      'COPY --from=build /image/dependencies/ /',
      'COPY --from=build /image/framework/ /',
      'COPY --from=build /image/own-dependencies/ /',
      'COPY --from=build /image/service/ /',
    ]);
    for (const line of [
      'USER 65532:65532',
      'EXPOSE 50051 8080 8081',
      'ENTRYPOINT ["node","/app/bin/hawser.mjs"]',
      'CMD ["start","bridge","--server","grpc"]',
      'LABEL org.opencontainers.image.version="2.3.4"',
    ])
      assert.ok(text.includes(`\n${line}\n`), line);
  });
});
