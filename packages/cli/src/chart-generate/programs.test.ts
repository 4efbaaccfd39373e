import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { here } from '../../test/hawser.ts';

/** A platform that declares every kind of chart. */
const files = {
  'package.json': '{"name": "fleet", "version": "2.1.0", "type": "module"}',
  'platform.ts': `import { definePlatform } from '@hawser/local';
import supervisor from './services/supervisor/service.ts';

export default definePlatform({
  services: [supervisor],
  programs: [
    { kind: 'frontend', name: 'console', summary: 'The console', folder: new URL('console/', import.meta.url) },
    {
      kind: 'static',
      name: 'handbook',
      summary: 'The handbook',
      folder: new URL('pages/handbook/', import.meta.url),
      image: { name: 'nginxinc/nginx-unprivileged', version: '1.30' },
    },
    { kind: 'initializer', name: 'initializer', summary: 'Sets it up', folder: new URL('platform/', import.meta.url) },
  ],
});
`,
  'services/supervisor/service.ts': `import { defineService } from '@hawser/core';

export default defineService({
  name: 'supervisor',
  version: '1.0.0',
  summary: 'Keeps plugins running',
  kind: 'supervisor',
  services: [],
  servers: ['scheduler'],
});
`,
  'console/package.json': '{"name": "console", "version": "3.0.0-rc.1"}',
  'pages/handbook/index.html': '<h1>Handbook</h1>\n',
  'platform/initialize.ts': 'export default async () => {};\n',
};

describe('hawser chart of a platform with programs', () => {
  const root = mkdtempSync(join(tmpdir(), 'hawser-programs-'));
  before(() => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    symlinkSync(join(import.meta.dirname, '../../../../node_modules'), join(root, 'node_modules'));
  });
  after(() => rmSync(root, { recursive: true, force: true }));
  const chart = (...args: string[]) => here(['chart', ...args], { cwd: root });
  const read = (path: string) => parse(readFileSync(join(root, path), 'utf8')) as Record<string, unknown>;

  it('generate writes a chart into the folder of each, and then nothing', async () => {
    assert.match((await chart('generate')).stdout, /\n7 charts, 7 changed\n$/);
    assert.equal((await chart('generate')).stdout, '7 charts, 0 changed\n');
    const kindOf = (folder: string) => {
      const { name, version, annotations } = read(`${folder}/deploy/helm/Chart.yaml`);
      return [name, version, (annotations as Record<string, string>)['hawser/kind']];
    };
    assert.deepEqual(kindOf('console'), ['console', '3.0.0-rc.1', 'frontend']);
    assert.deepEqual(kindOf('pages/handbook'), ['handbook', '0.1.0', 'static']);
    assert.deepEqual(kindOf('platform'), ['initializer', '0.1.0', 'initializer']);
    assert.deepEqual(kindOf('services/supervisor'), ['supervisor', '1.0.0', 'supervisor']);
    assert.deepEqual(read('pages/handbook/deploy/helm/values.yaml')['image'], {
      name: 'nginxinc/nginx-unprivileged',
      version: '1.30',
    });
  });

  it('generate gives the platform’s chart each as a dependency with its switch', () => {
    const { dependencies } = read('deploy/helm/hawser/Chart.yaml') as {
      dependencies: Record<string, string>[];
    };
    const own = dependencies.filter(
      ({ repository }) => !/library|\.\.\/(postgresql|redis)$/.test(repository!),
    );
    assert.deepEqual(
      own.map(({ name, repository, condition }) => [name, repository, condition]),
      [
        ['supervisor', 'file://../../../services/supervisor/deploy/helm', 'supervisor.enabled'],
        ['console', 'file://../../../console/deploy/helm', 'console.enabled'],
        ['handbook', 'file://../../../pages/handbook/deploy/helm', 'handbook.enabled'],
        ['initializer', 'file://../../../platform/deploy/helm', 'initializer.enabled'],
      ],
    );
    const values = read('deploy/helm/hawser/values.yaml');
    for (const name of ['console', 'handbook', 'initializer'])
      assert.deepEqual(values[name], { enabled: true }, name);
    const templates = readdirSync(join(root, 'deploy/helm/hawser/templates'));
    assert.deepEqual(
      templates.filter(file => /initializer|collector/.test(file)),
      [],
    );
  });

  it('generate --check names what is another, and a name gives one chart', async () => {
    assert.equal((await chart('generate', '--check')).code, 0);
    writeFileSync(join(root, 'console/deploy/helm/values.yaml'), 'enabled: false\n');
    const { code, stderr } = await chart('generate', '--check');
    assert.equal(code, 1);
    assert.match(stderr, /\n {2}console\/deploy\/helm: changed values\.yaml\n/);
    assert.equal(
      (await chart('generate', 'console')).stdout,
      'console/deploy/helm: changed values.yaml\n1 charts, 1 changed\n',
    );
    assert.match((await chart('generate', 'consle')).stderr, /did you mean "console"\?/);
  });

  it('graph has who an initializer calls: nobody where no service answers', async () => {
    const { stdout } = await chart('graph', '-o', 'json');
    const graph = JSON.parse(stdout) as { name: string; kind: string; callees: string[] }[];
    assert.deepEqual(
      graph.map(({ name, kind, callees }) => [name, kind, callees]),
      [
        ['supervisor', 'service', []],
        ['console', 'program', []],
        ['handbook', 'program', []],
        ['initializer', 'program', []],
      ],
    );
    assert.match((await chart('graph', '-o', 'dot')).stdout, /"console" \[shape=note\]/);
  });

  it('lint finds nothing wrong with pages and the supervisor', async () => {
    const { code, stdout } = await chart('lint', 'console', 'pages/handbook', 'supervisor');
    assert.deepEqual([code, stdout], [0, '3 charts, nothing wrong\n']);
  });

  it('render finds a chart by its name wherever its folder is', async () => {
    const kinds = async (name: string, ...args: string[]) => {
      const { code, stdout, stderr } = await chart('render', name, ...args);
      assert.equal(code, 0, stderr);
      return parseAllDocuments(stdout).map(document => (document.toJS() as { kind: string }).kind);
    };
    assert.deepEqual((await kinds('handbook')).sort(), ['Deployment', 'Service', 'ServiceAccount']);
    const token = ['--set', 'systemSecret.existingSecret=token'];
    assert.ok((await kinds('initializer', ...token)).includes('Job'));
    const { code, stderr } = await chart('render', 'handbok');
    assert.equal(code, 1);
    assert.match(stderr, /CHART_NOT_FOUND: there is no chart "handbok"; did you mean "handbook"\?/);
  });

  it('schema prints that of a chart’s kind', async () => {
    const keys = async (...args: string[]) => {
      const { code, stdout, stderr } = await chart('schema', ...args);
      assert.equal(code, 0, stderr);
      return Object.keys((JSON.parse(stdout) as { properties: object }).properties);
    };
    assert.ok((await keys('console', '--strict')).includes('production_json'));
    assert.ok(!(await keys('handbook')).includes('production_json'));
    assert.ok((await keys('platform')).includes('credentialsSecret'));
    assert.ok(!(await keys('supervisor')).includes('rbac'));
    assert.ok((await keys()).includes('rbac'));
    assert.ok((await keys('hawser')).includes('console'));
  });

  it('a program’s folder has to be there, and where charts are looked for', async () => {
    const definition = readFileSync(join(root, 'platform.ts'), 'utf8');
    const refused = async (folder: string) => {
      // A module is loaded once, so each is in a platform of its own.
      const other = mkdtempSync(join(root, 'other-'));
      mkdirSync(join(other, 'a/b/c'), { recursive: true });
      const services = `file://${join(root, 'services')}`;
      const text = definition.replace('pages/handbook/', folder).replace('./services', services);
      writeFileSync(join(other, 'platform.ts'), text.replace('console/', 'a/').replace('platform/', 'a/b/'));
      mkdirSync(join(other, 'services/supervisor'), { recursive: true });
      writeFileSync(join(other, 'services/supervisor/service.ts'), files['services/supervisor/service.ts']);
      const { code, stderr } = await here(['chart', 'generate', '--check'], { cwd: other });
      assert.equal(code, 1);
      return stderr;
    };
    assert.match(await refused('absent/'), /the folder .*absent\/ of the program "handbook" isn't there\n→ /);
    for (const folder of ['a/b/c/', './', '../'])
      assert.match(await refused(folder), /"handbook" has to be one or two folders below /, folder);
  });
});
