import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { writeChart } from '../../../src/generate/file.ts';
import { findHelm, type Helm } from '../../../src/helm/index.ts';
import { ValuesError } from '../../text/problem.ts';
import { type TarsRelease, tarsChart } from './chart.ts';

const example = (name: string) => readFileSync(new URL(`../examples/${name}.yaml`, import.meta.url), 'utf8');
const release = { id: '20260102030405-v1', tag: 'v1' };
const folder = mkdtempSync(join(tmpdir(), 'tars-'));
after(() => rmSync(folder, { recursive: true }));

/** Documents of a rendered release, in an order that doesn't depend on Helm's. */
const documents = (text: string) =>
  text
    .split(/^---$/m)
    .map(part => part.trim())
    .filter(Boolean)
    .sort();

describe('the chart of a TARS server', () => {
  let helms: Helm[];
  before(async () => {
    helms = [await findHelm(3), await findHelm(4)];
  });

  const render = async (text: string, name: string, released: TarsRelease | null = release) => {
    const chart = tarsChart(text, 'values.yaml', released ?? undefined);
    writeChart(join(folder, name), chart.files);
    const outputs = [];
    for (const helm of helms)
      outputs.push((await helm.run(['template', 'try', join(folder, name), '--namespace', 'games'])).stdout);
    const [three, four] = outputs.map(documents);
    assert.deepEqual(three, four);
    return `${three!.join('\n---\n')}\n`;
  };

  for (const name of ['full', 'label-match', 'features', 'normal'])
    it(`renders ${name}.yaml alike under Helm 3 and 4`, async () => {
      const rendered = await render(example(name), name);
      const golden = new URL(`../examples/${name}.golden.yaml`, import.meta.url);
      if (process.env['UPDATE_GOLDEN']) (await import('node:fs')).writeFileSync(golden, rendered);
      assert.equal(rendered, readFileSync(golden, 'utf8'));
    });

  it('passes files on byte for byte, comments, tabs and all', async () => {
    const content = '// lenient\n{ "a": 1, }\t\r\n# é 日本 <tag> & "quoted" \\ {{ .Values.app }}\n\n';
    const text = `app: A\nserver: B\nrepo: {image: a/b}\nservants: [{name: C, port: 1}]\nconfig: [{name: x.json, content: ${JSON.stringify(content)}}]\n`;
    assert.ok((await render(text, 'bytes')).includes(JSON.stringify(content).replaceAll('é', 'é')));
  });

  it('has the pull secret that TARS makes where none is said, and none where that is empty', async () => {
    const text = (secret: string) =>
      `app: A\nserver: B\nrepo: {image: a/b, secret: ${secret}}\nservants: [{name: C, port: 1}]\n`;
    assert.match(await render(text(''), 'null-secret'), /imagePullSecrets:\n +- name: "tars-image-secret"/);
    assert.doesNotMatch(await render(text('""'), 'no-secret'), /imagePullSecrets/);
  });

  it('has numbers as they are written, however large, and whatever is false', async () => {
    const text = `app: A
server: B
repo: {id: 20240101123456, image: a/b}
asyncThread: 12345678
replicas: 10000000
servants: [{name: C, port: 1, thread: 1000000, connection: 2000000, capacity: 3000000, timeout: 4000000}]
envVars: [{name: A, value: 100000000}, {name: B, value: false}, {name: C, value: 0}, {name: D, value: 0.5}, {name: E}, {name: F, value: 1e6}]
labelMatch: [{key: a, operator: Gt, values: [5000000]}]
mounts: [{name: m, mountPath: /m, source: {tLocalVolume: {uid: 1000000}}}]
`;
    const rendered = await render(text, 'numbers', null);
    for (const part of [
      'asyncthread=12345678\\n',
      'threads=1000000\\n',
      'maxconns=2000000\\n',
      'queuecap=3000000\\n',
    ])
      assert.ok(rendered.includes(part), part);
    assert.match(rendered, /-p 1 -t 4000000.*queuetimeout=4000000/);
    assert.match(rendered, /tars\.io\/ServerID: "20240101123456"/);
    assert.match(rendered, /replicas: 10000000\n/);
    assert.match(rendered, /- "5000000"/);
    assert.match(rendered, /LocalVolumeUID: "1000000"/);
    const variables = [...rendered.matchAll(/- name: "?([A-F])"?\n +value: (.*)/g)].map(
      ([, name, value]) => `${name}${value}`,
    );
    assert.deepEqual(variables, ['A"100000000"', 'B"false"', 'C"0"', 'D"0.5"', 'E""', 'F"1000000"']);
    assert.doesNotMatch(rendered, /\de\+/);
  });

  it('has each variable once: what is given later, and over the server’s own', async () => {
    const text = `app: A
server: B
repo: {image: a/b}
servants: [{name: C, port: 1}]
envVars: [{name: X, value: 1}, {name: TARS_CONFIG, value: mine}, {name: PodName, value: me}, {name: X, value: 2}]
`;
    const rendered = await render(text, 'variables');
    const [server = ''] = /env:\n[\s\S]*/.exec(rendered.slice(rendered.indexOf('containers:'))) ?? [];
    const names = [...server.matchAll(/^ +- name: "?(\w+)"?\n +value: ?(.*)$/gm)].map(
      ([, name, value]) => `${name}=${value}`,
    );
    assert.deepEqual(names.slice(-3), ['TARS_CONFIG="mine"', 'PodName="me"', 'X="2"']);
    assert.equal(names.filter(name => /^(X|TARS_CONFIG|PodName)=/.test(name)).length, 3);
    assert.deepEqual(tarsChart(text, 'v').unused, [
      { path: 'envVars[0]', line: 5, message: 'has no effect: envVars[3] of the same name counts' },
    ]);
  });

  it('is refused by Helm itself with values that come later', async () => {
    const chart = tarsChart(example('full'), 'values.yaml', release);
    const path = join(folder, 'late');
    writeChart(path, chart.files);
    for (const [set, expected] of [
      ['replica=2', /replica/],
      ['replicas="two"', /replicas/],
      ['servants=[{"name":"A","port":19385}]', /servants\[0\]\.port: 19385 is reserved/],
      [
        'nodeConfig=[{"name":"config.json","podSeq":7}]',
        /nodeConfig\[0\]\.podSeq: there is no pod 7 with 2 replicas/,
      ],
    ] as const)
      for (const helm of helms) {
        const { exitCode, stderr } = await helm.attempt(['template', path, '--set-json', set]);
        assert.equal(exitCode, 1, set);
        assert.match(stderr, expected);
      }
  });

  it('isn’t made of a file that has problems', () => {
    assert.throws(
      () => tarsChart(example('mounts'), 'mounts.yaml'),
      (error: unknown) => {
        assert.ok(error instanceof ValuesError);
        assert.equal(error.problems.length, 4);
        assert.match(
          error.message,
          /^mounts\.yaml has 4 problems:\n {2}mounts\.yaml:31 mounts\[1\]\.mountPath/,
        );
        return true;
      },
    );
  });
});
