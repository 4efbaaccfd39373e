import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { formatProblem } from '../../text/problem.ts';
import { isTarsValues, readTarsValues } from './read.ts';

const example = (name: string) => readFileSync(new URL(`../examples/${name}.yaml`, import.meta.url), 'utf8');

const problemsOf = (text: string) =>
  readTarsValues(text).problems.map(problem => formatProblem('v.yaml', problem));

/** The smallest server, with `more` below it. */
const server = (more = '') => `app: Base
server: HelloServer
repo: {image: base/hello}
servants:
  - {name: AuthObj, port: 10000, isTars: true, isTcp: true}
${more}`;

describe('values.yaml of a TARS server', () => {
  it('is told by its keys', () => {
    assert.ok(isTarsValues(example('full')));
    assert.ok(!isTarsValues('name: identity\nimage: {name: spaceone/identity}'));
    assert.ok(!isTarsValues('- app\n- server'));
    assert.ok(!isTarsValues(''));
  });

  it('may leave out all that has a default, and be null nearly anywhere', () => {
    assert.deepEqual(problemsOf(server()), []);
    assert.deepEqual(problemsOf(server('mounts:\nconfig:\nprofile:\nreplicas:\nhostPorts: null')), []);
    for (const name of ['full', 'label-match']) assert.deepEqual(problemsOf(example(name)), []);
  });

  it('gets all four flaws of the documented mounts named, with line and key, in one run', () => {
    assert.deepEqual(problemsOf(example('mounts')), [
      'v.yaml:31 mounts[1].mountPath: expected string, it is missing',
      'v.yaml:34 mounts[1].source.persistentVolumeClaim.claimName: no claim can be named "remote_log_pvc": lower-case letters, digits, "-" and "." only',
      'v.yaml:41 mounts[3].mountPath: /usr/local/app/tars/remote_app_log is mounts[2]’s path, too',
      'v.yaml:46 mounts[3].source.tLocalVolume.uid: the quote that opens here isn’t closed',
    ]);
  });

  it('reports keys without an effect, with why', () => {
    const { problems, unused } = readTarsValues(server('important: 3\nlauncherType: background'));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      unused.map(({ path, line }) => [path, line]),
      [
        ['launcherType', 7],
        ['important', 6],
      ],
    );
  });

  const refused: [what: string, text: string, expected: RegExp][] = [
    ['an unknown key', server('replica: 2'), /:6 replica: unknown key; did you mean "replicas"/],
    [
      'an unknown key of a servant',
      server().replace('isTcp', 'isTpc'),
      /servants\[0\]\.isTpc: unknown key; did you mean "isTcp"/,
    ],
    ['a wrong type', server('replicas: two'), /:6 replicas: expected number, got "two"/],
    [
      'null for a map',
      server().replace('repo: {image: base/hello}', 'repo:'),
      /:3 repo: expected a map, got null/,
    ],
    ['no name', server().replace('app: Base', ''), /v\.yaml app: expected string, it is missing/],
    [
      'a template that nobody defined',
      server('template: tars.nodjs'),
      /:6 template: expected one of tars\.default, .*; did you mean "tars\.nodejs"/,
    ],
    [
      'servants of one name',
      server('  - {name: authobj, port: 10001}'),
      /:6 servants\[1\]\.name: "authobj" is servant 0’s name/,
    ],
    [
      'servants of one port',
      server('  - {name: B, port: 10000}'),
      /servants\[1\]\.port: 10000 is servant 0’s port/,
    ],
    ['the node agent’s port', server('  - {name: B, port: 19385}'), /servants\[1\]\.port: 19385 is reserved/],
    [
      'a part for a pod that isn’t there',
      server('config: [{name: a, content: x}]\nnodeConfig: [{name: a, podSeq: 1, content: y}]'),
      /:7 nodeConfig\[0\]\.podSeq: there is no pod 1; with 1 replica they end at 0/,
    ],
    [
      'a part of no file',
      server('nodeConfig: [{name: a, podSeq: 0, content: y}]'),
      /nodeConfig\[0\]\.name: "a" isn’t a file of config/,
    ],
    [
      'host ports of no servant',
      server('hostPorts: [{nameRef: X, port: 1}]'),
      /hostPorts\[0\]\.nameRef: no servant is named "X"; known are AuthObj/,
    ],
    [
      'two replicas with the host’s network on one node',
      server(
        'replicas: 2\nhostNetwork: true\nlabelMatch: [{key: kubernetes.io/hostname, operator: In, values: [a]}]',
      ),
      /:6 replicas: 2 replicas can’t share 1 node, as hostNetwork allows one a node/,
    ],
    [
      'an operator that isn’t one',
      server('labelMatch: [{key: a, operator: Is, values: [b]}]'),
      /labelMatch\[0\]\.operator: expected one of In, NotIn/,
    ],
    [
      'an operator without its values',
      server('labelMatch: [{key: a, operator: In}]'),
      /labelMatch\[0\].*: In needs a value/,
    ],
    [
      'two kinds of source',
      server('mounts: [{name: a, mountPath: /a, source: {emptyDir: {}, hostPath: {path: /b}}}]'),
      /expected one kind of source, got emptyDir and hostPath/,
    ],
    [
      'a kind of source that is null',
      server('mounts: [{name: a, mountPath: /a, source: {emptyDir: }}]'),
      /mounts\[0\]\.source\.emptyDir: expected a map, got null/,
    ],
    ['what isn’t YAML', `${server()}\n  x: [`, /not valid YAML/],
    ['a list', '- a', /expected a map, got \["a"\]/],
  ];
  for (const [what, text, expected] of refused)
    it(`is refused with ${what}`, () => {
      assert.match(problemsOf(text).join('\n'), expected);
    });
});
