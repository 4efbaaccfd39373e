import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { type DockerRegistry, startDockerRegistry, withoutRegistry } from '../../../test/docker-registry.ts';
import { pushBaseImage } from '../../../test/image-project.ts';
import { Cache, Registry } from '../../image/index.ts';
import { buildTarsImage, type TarsBuild } from './build.ts';

const values = `app: Base
server: HelloServer
servants:
  - {name: AuthObj, port: 10000}
repo:
  image: registry.example.com/play/base.helloserver
`;
const conf = '/usr/local/app/tars/tarsnode/data/Base.HelloServer/conf/Base.HelloServer.config.conf';
const server = 'usr/local/server/bin';

describe('a TARS server’s image', { skip: withoutRegistry }, () => {
  const root = mkdtempSync(join(tmpdir(), 'hawser-tars-image-'));
  let registry: DockerRegistry;
  let base: string;
  before(async () => {
    registry = await startDockerRegistry();
    base = await pushBaseImage(new Registry(registry.host));
  });
  after(async () => {
    await registry.stop();
    rmSync(root, { recursive: true });
  });

  /** Builds in a new folder with these files. */
  async function build(files: Record<string, string>, more: Partial<TarsBuild> = {}) {
    const folder = mkdtempSync(join(root, 'server-'));
    for (const [name, text] of Object.entries({ ...files, 'values.yaml': values })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const dockerfile = more.dockerfile && join(folder, more.dockerfile);
    const built = await buildTarsImage({
      baseImage: base,
      serverType: 'nodejs',
      files: 'server',
      values: join(folder, 'values.yaml'),
      tag: 'v1',
      folder,
      platform: 'linux/amd64',
      cache: new Cache(join(root, 'cache')),
      ...more,
      dockerfile,
    });
    const paths: Record<string, string> = {};
    const layer = extract();
    layer.end(gunzipSync(built.image.layers[0]!.data));
    for await (const entry of layer) {
      paths[entry.header.name] = `${entry.header.mode?.toString(8)} ${entry.header.linkname ?? ''}`.trim();
      entry.resume();
    }
    return { ...built, paths, config: built.image.config.config! };
  }
  const env = ({ Env = [] }: { Env?: readonly string[] }) =>
    Object.fromEntries(Env.map(entry => entry.split(/=(.*)/s).slice(0, 2) as [string, string]));

  it('is the base, its files and what starts its kind of server, with the way to its configuration', async () => {
    const { image, reference, paths, config } = await build({
      'server/main.js': '',
      'server/package.json': '{"main": "./main.js"}',
    });
    assert.equal(reference, 'registry.example.com/play/base.helloserver:v1');
    assert.equal(image.manifest.layers.length, image.base.layers.length + 1);
    assert.deepEqual(paths, { [`${server}/main.js`]: '644', [`${server}/package.json`]: '644' });
    assert.deepEqual(config.Cmd, ['node', `/${server}/main.js`]);
    assert.equal(config.WorkingDir, `/${server}`);
    const { ServerType, TARS_CONFIG, ServerConfFile } = env(config);
    assert.deepEqual(
      { ServerType, TARS_CONFIG, ServerConfFile },
      { ServerType: 'nodejs', TARS_CONFIG: conf, ServerConfFile: conf },
    );
    const again = await build({ 'server/main.js': '', 'server/package.json': '{"main": "./main.js"}' });
    assert.equal(again.image.descriptor.digest, image.descriptor.digest);
  });

  it('takes several files and folders, with commas or blanks, and leaves out what .dockerignore names', async () => {
    const files = {
      'bin/HelloServer': '',
      'conf/a/x.conf': '',
      'conf/secret.key': '',
      'conf/.git/config': '',
      '.dockerignore': '# keys\n**/*.key\n',
    };
    for (const names of ['bin/HelloServer conf', 'bin/HelloServer,conf', 'bin/HelloServer, conf/']) {
      const { paths, config } = await build(files, { files: names, serverType: 'cpp' });
      assert.deepEqual(paths, { [`${server}/HelloServer`]: '755', [`${server}/a/x.conf`]: '644' });
      assert.deepEqual(config.Cmd, [`/${server}/HelloServer`, `--config=${conf}`]);
      assert.equal(env(config).LD_LIBRARY_PATH, `/${server}:/${server}/lib`);
    }
  });

  it('starts Java by its property and PHP by its script', async () => {
    const jar = await build({ 'server/HelloServer.jar': '' }, { serverType: 'java-jar' });
    assert.deepEqual(jar.config.Cmd, ['java', `-Dconfig=${conf}`, '-jar', `/${server}/HelloServer.jar`]);
    const war = await build({ 'server/WEB-INF/lib/x.jar': '' }, { serverType: 'java-war' });
    assert.deepEqual(war.config.Cmd!.slice(0, 2), ['java', `-Dconfig=${conf}`]);
    const php = await build({ 'server/src/index.php': '' }, { serverType: 'php' });
    assert.deepEqual(php.config.Cmd, ['php', `/${server}/src/index.php`, `--config=${conf}`]);
  });

  it('keeps links and modes', async () => {
    const folder = mkdtempSync(join(root, 'links-'));
    writeFileSync(join(folder, 'values.yaml'), values);
    writeFileSync(join(folder, 'main.js'), '');
    writeFileSync(join(folder, 'tool'), '');
    chmodSync(join(folder, 'tool'), 0o755);
    symlinkSync('tool', join(folder, 'alias'));
    const { paths } = await build({}, { folder, files: '.' });
    assert.equal(paths[`${server}/tool`], '755');
    assert.equal(paths[`${server}/alias`], '777 tool');
  });

  it('follows a Dockerfile that needs nothing to run', async () => {
    const { paths, config, notes } = await build(
      {
        'server/main.js': '',
        'extra/one.txt': '',
        'extra/two.txt': '',
        Dockerfile: `ARG BaseImage
FROM \${BaseImage}
ARG BIN
ARG ServerType
ARG LEVEL=3
ENV ServerType=\${ServerType} LEVEL=$LEVEL \\
    WORDS="two words"
RUN mkdir -p /usr/local/server/bin/
COPY \${BIN} /usr/local/server/bin/
# what else it needs
ADD extra/*.txt /data/
COPY ["extra/one.txt", "/data/renamed.txt"]
WORKDIR /data
USER 1000
EXPOSE 80 53/udp
LABEL team="games"
HEALTHCHECK CMD true
ENTRYPOINT ["node", "/usr/local/server/bin/main.js"]
CMD ["--fast"]
`,
      },
      { dockerfile: 'Dockerfile' },
    );
    assert.deepEqual(Object.keys(paths).sort(), [
      'data/one.txt',
      'data/renamed.txt',
      'data/two.txt',
      `${server}/main.js`,
    ]);
    assert.deepEqual(
      [config.User, config.WorkingDir, config.Entrypoint, config.Cmd],
      ['1000', '/data', ['node', `/${server}/main.js`], ['--fast']],
    );
    const { LEVEL, WORDS, TARS_CONFIG } = env(config);
    assert.deepEqual([LEVEL, WORDS, TARS_CONFIG], ['3', 'two words', conf]);
    assert.deepEqual(config.ExposedPorts, { '80/tcp': {}, '53/udp': {} });
    assert.equal(config.Labels?.team, 'games');
    assert.deepEqual(notes, ['Dockerfile:17: HEALTHCHECK has no effect on Kubernetes']);
  });

  const from = 'ARG BaseImage\nFROM $BaseImage\n';
  for (const [title, text, expected] of [
    [
      'what has to run',
      `${from}RUN apt-get install -y curl`,
      /Dockerfile:3: RUN apt-get install -y curl can’t be done without/,
    ],
    ['a second stage', `${from}FROM node\n`, /Dockerfile:3: a second stage/],
    ['files of another image', `${from}COPY --from=x /a /b`, /COPY --from/],
    ['what lies elsewhere', `${from}ADD https://example.com/x /x`, /ADD https:/],
    ['an archive that it would unpack', `${from}ADD x.tar.gz /x/`, /unpacking x\.tar\.gz/],
    ['what it doesn’t know', `${from}COPPY a b`, /there is no instruction COPPY/],
    ['a file outside of the folder', `${from}COPY ../../../etc/hostname /x`, /there is no|is outside of/],
    ['no base', 'ENV a=b', /Dockerfile has no FROM/],
    ['nothing', 'FROM scratch', /from scratch/],
  ] as const)
    it(`refuses ${title}`, async () => {
      await assert.rejects(
        build({ 'server/main.js': '', Dockerfile: text }, { dockerfile: 'Dockerfile' }),
        expected,
      );
    });

  it('refuses files without the program, files that aren’t there, and values that are wrong', async () => {
    await assert.rejects(
      build({ 'server/x.txt': '' }, { serverType: 'go' }),
      /no program to start: "HelloServer"/,
    );
    await assert.rejects(build({}, { files: 'nowhere' }), /there is no nowhere in/);
    const folder = mkdtempSync(join(root, 'wrong-'));
    writeFileSync(join(folder, 'values.yaml'), values.replace('servants', 'servents'));
    await assert.rejects(build({}, { values: join(folder, 'values.yaml') }), /did you mean "servants"/);
  });
});
