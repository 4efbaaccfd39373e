import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { here } from '../../test/hawser.ts';

const values = `# what runs
app: Base
server: HelloServer
template: tars.nodejs
servants:
  - {name: AuthObj, port: 10000, isTars: true, isTcp: true}
important: 3
repo:
  id:
  image: play/base.helloserver
`;

describe('a TARS server’s values.yaml in place of a chart', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'hawser-cli-tars-'));
  after(() => rmSync(cwd, { recursive: true }));
  writeFileSync(join(cwd, 'values.yaml'), values);
  writeFileSync(
    join(cwd, 'wrong.yaml'),
    values.replace('10000', '19385').replace('tars.nodejs', 'tars.node'),
  );
  writeFileSync(join(cwd, 'other.yaml'), 'replicas: 3\n');
  const run = (...args: string[]) => here(args, { cwd });

  it('is a chart’s folder after `hawser chart generate`, which tells when it is another', async () => {
    const { code, stdout, stderr } = await run('chart', 'generate', 'values.yaml');
    assert.deepEqual([code, stdout.split('\n').at(-2)], [0, '1 charts, 1 changed']);
    assert.match(stderr, /note: values\.yaml:7 important: has no effect/);
    assert.equal(readFileSync(join(cwd, 'base-helloserver/values.yaml'), 'utf8'), values);
    assert.equal((await run('chart', 'generate', 'values.yaml', '--check')).code, 0);
    writeFileSync(join(cwd, 'base-helloserver/values.yaml'), `${values}replicas: 2\n`);
    assert.match((await run('chart', 'generate', 'values.yaml', '--check')).stderr, /changed values\.yaml/);
  });

  it('renders, with other values over its own', async () => {
    const { code, stdout } = await run(
      'chart',
      'render',
      'values.yaml',
      '--set',
      'replicas=4',
      '-n',
      'games',
      '-o',
      'json',
    );
    assert.equal(code, 0);
    const objects = JSON.parse(stdout) as { kind: string; metadata: object; spec: { replicas: number } }[];
    const set = objects.find(({ kind }) => kind === 'StatefulSet')!;
    assert.equal(set.spec.replicas, 4);
    assert.match(JSON.stringify(set.metadata), /"name":"base-helloserver","namespace":"games"/);
  });

  it('is checked like a chart', async () => {
    const { code, stdout } = await run('chart', 'lint', 'values.yaml');
    assert.deepEqual([code, stdout], [0, '1 chart, nothing wrong\n']);
  });

  it('has a schema', async () => {
    const { code, stdout } = await run('chart', 'schema', 'values.yaml');
    assert.deepEqual([code, 'servants' in JSON.parse(stdout).properties], [0, true]);
    const { code: missing, stderr } = await run('chart', 'schema', 'there-is-none.yaml');
    assert.equal(missing, 2);
    assert.match(stderr, /there is no values file there-is-none\.yaml/);
  });

  it('is refused where Helm’s reader of YAML takes it for something else, whatever is done with it', async () => {
    writeFileSync(
      join(cwd, 'tab.yaml'),
      `${values}config:\n  - name: a.conf\n    content: |\n      \tb\n      c\n`,
    );
    for (const command of [
      ['tars', 'check', 'tab.yaml'],
      ['tars', 'package', 'tab.yaml', 'v1'],
      ['tars', 'deploy', 'no-cluster', 'tab.yaml'],
      ['chart', 'generate', 'tab.yaml'],
      ['chart', 'render', 'tab.yaml'],
    ]) {
      const { code, stderr } = await run(...command);
      assert.equal(code, 1, command.join(' '));
      assert.match(
        stderr,
        /VALUES_INVALID: tab\.yaml has a problem:\n {2}tab\.yaml:14: Helm can’t read this: found a tab/,
      );
    }
  });

  it('is packaged as it stands', async () => {
    const { code, stdout } = await run('chart', 'package', 'values.yaml', '-o', 'json');
    assert.equal(code, 0);
    const [{ name, file }] = JSON.parse(stdout) as [{ name: string; file: string }];
    assert.deepEqual([name, existsSync(file)], ['base-helloserver', true]);
  });

  it('is refused with all that is wrong in it, and another file with what was expected', async () => {
    for (const command of ['generate', 'render', 'lint', 'package']) {
      const wrong = await run('chart', command, 'wrong.yaml');
      assert.equal(wrong.code, 1);
      assert.match(
        wrong.stderr,
        /wrong\.yaml:4 template: [^\n]*did you mean "tars\.nodejs"\?\n.*wrong\.yaml:6 servants\[0\]\.port: 19385/s,
      );
      assert.match((await run('chart', command, 'other.yaml')).stderr, /other\.yaml isn’t a values file/);
    }
  });

  it('is packaged as exec-helm.sh does, by a tag or by an image', async () => {
    const filled = async (second: string) => {
      const { code, stdout } = await run('tars', 'package', 'values.yaml', second);
      assert.deepEqual([code, stdout], [0, 'base-helloserver-1.0.0.tgz\n']);
      const text = gunzipSync(readFileSync(join(cwd, 'base-helloserver-1.0.0.tgz'))).toString('utf8');
      return [/^ {2}id: "\d{14}-(.*)"$/m.exec(text)?.[1], /^ {2}image: "(.*)"$/m.exec(text)?.[1]];
    };
    assert.deepEqual(await filled('v1'), ['v1', 'play/base.helloserver:v1']);
    assert.deepEqual(await filled('other.example.com:5000/hello:v2'), [
      'v2',
      'other.example.com:5000/hello:v2',
    ]);
    assert.deepEqual(await filled('team/hello'), ['latest', 'team/hello:latest']);
    assert.match((await run('tars', 'package', 'values.yaml', 'a b')).stderr, /Letters, digits/);
  });

  it('tells a wrong command line what is expected, and how the command is called', async () => {
    const said = async (...args: string[]) => {
      const { code, stderr } = await run('tars', ...args);
      return `${code} ${stderr}`;
    };
    const deploy = /usage: hawser tars deploy \[options\] <namespace> <package>/;
    for (const line of [['games'], ['values.yaml', 'games'], ['a.tgz', 'games'], ['Games', 'values.yaml']])
      assert.match(await said('deploy', ...line), deploy);
    assert.match(await said('deploy', 'a.tgz', 'games'), /^2 .*The namespace comes first, then the file/);
    assert.match(await said('deploy', 'Games', 'values.yaml'), /lower-case letters, digits/);
    assert.match(await said('deploy', 'games', '.'), /^1 [\s\S]*\. is a folder; a file is expected/);
    assert.match(await said('deploy', 'games', 'none.tgz'), /^1 [\s\S]*there is no none\.tgz/);
    assert.match(
      await said('build', 'cpp', 'tarscloud/base', '.', 'values.yaml', 'v1'),
      /^2 .*'tarscloud\/base' is invalid for argument 'server-type'[\s\S]*usage: hawser tars build \[options\] <base-image> <server-type> <files> <values> <tag>/,
    );
    assert.match(
      await said('build', 'a', 'cpp', '.', 'values.yaml', 'v1', 'yes'),
      /Allowed choices are true, false/,
    );
    assert.match(
      await said('package', 'values.yaml'),
      /^2 .*missing required argument 'tag'[\s\S]*usage: hawser tars package/,
    );
    assert.match(await said('package', 'v1', 'values.yaml'), /^1 .*there is no v1/);
    assert.match(
      await said('config', 'rollback', 'games'),
      /usage: hawser tars config rollback \[options\] <namespace> <server>/,
    );
    for (const command of [
      ['check'],
      ['build'],
      ['package'],
      ['deploy'],
      ['config', 'history'],
      ['config', 'rollback'],
    ])
      assert.match((await run('tars', ...command, '--help')).stdout, /^Usage: hawser tars /);
  });
});
