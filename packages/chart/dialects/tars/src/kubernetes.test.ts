import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatProblem } from '../../text/problem.ts';
import { amountOf } from './quantity.ts';
import { readTarsValues } from './read.ts';

const start = `app: Base
server: HelloServer
servants:
  - {name: AuthObj, port: 10000}
repo: {image: base/hello}
`;
const problemsOf = (text: string) =>
  readTarsValues(text).problems.map(problem => formatProblem('v', problem));
const mount = (source: string, more = '') =>
  `mounts:\n  - {name: a, mountPath: /a, source: {${source}}${more}}`;
const image = (name: string) => start.replace('base/hello', name);

describe('what Kubernetes would refuse in a TARS server’s values', () => {
  const refused: [what: string, text: string, expected: string][] = [
    [
      'a host’s path that is none',
      mount('hostPath: {}'),
      'v:7 mounts[0].source.hostPath.path: expected string, it is missing',
    ],
    [
      'a host’s path with ..',
      mount('hostPath: {path: /x/../y}'),
      'v:7 mounts[0].source.hostPath.path: has no ".." in it, got "/x/../y"',
    ],
    [
      'a wrong type of it',
      mount('hostPath: {path: /x, type: Dir}'),
      'v:7 mounts[0].source.hostPath.type: expected one of DirectoryOrCreate, Directory, FileOrCreate, File, Socket, CharDevice, BlockDevice, got "Dir"',
    ],
    [
      'a Secret without a name',
      mount('secret: {}'),
      'v:7 mounts[0].source.secret.secretName: expected string, it is missing',
    ],
    [
      'a Secret by a ConfigMap’s key',
      mount('secret: {secretName: x, name: x}'),
      'v:7 mounts[0].source.secret.name: unknown key',
    ],
    [
      'a ConfigMap’s mode without its zero',
      mount('configMap: {name: x, defaultMode: 755}'),
      'v:7 mounts[0].source.configMap.defaultMode: a mode is octal, at most 0777: write 0644, with a zero before it, got 755',
    ],
    [
      'an amount that is none',
      mount('emptyDir: {sizeLimit: lots}'),
      'v:7 mounts[0].source.emptyDir.sizeLimit: expected an amount such as 2, "500m" or "1Gi", got "lots"',
    ],
    [
      'a claim’s access mode',
      mount(
        'persistentVolumeClaimTemplate: {spec: {accessModes: [RWO], resources: {requests: {storage: 1G}}}}',
      ),
      'v:7 mounts[0].source.persistentVolumeClaimTemplate.spec.accessModes[0]: expected one of ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod, got "RWO"',
    ],
    [
      'a part of a volume outside of it',
      mount('emptyDir: {}', ', subPath: ../x'),
      'v:7 mounts[0].subPath: is a path below the volume: no "/" at its beginning and no "..", got "../x"',
    ],
    [
      'mounts that get to the host',
      mount('emptyDir: {}', ', mountPropagation: Bidirectional'),
      'v:7 mounts[0].mountPropagation: Bidirectional is for privileged containers, which servers aren’t',
    ],
    [
      'a name that the server’s own volumes have',
      mount('emptyDir: {}').replace('name: a', 'name: server-conf'),
      'v:7 mounts[0].name: "server-conf" is a volume that every server has',
    ],
    [
      'a path that the log has',
      mount('emptyDir: {}').replace('/a,', '/usr/local/app/tars/app_log/,'),
      'v:7 mounts[0].mountPath: /usr/local/app/tars/app_log is where the log is written',
    ],
    [
      'an empty volume over the program',
      mount('emptyDir: {}').replace('/a,', '/usr/local/server/bin,'),
      'v:7 mounts[0].mountPath: /usr/local/server/bin holds the server’s program, which an empty volume would hide',
    ],
    [
      'a mode without quotes, which is another number then',
      mount('tLocalVolume: {mode: 0644}'),
      'v:7 mounts[0].source.tLocalVolume.mode: expected three or four octal digits in quotes, such as "755", got 420',
    ],
    [
      'a resource’s amount',
      'resources: {limits: {memory: 1Gb}}',
      'v:6 resources.limits.memory: expected an amount such as 2, "500m" or "1Gi", got "1Gb"',
    ],
    [
      'a request beyond its limit',
      'resources: {limits: {memory: 1Gi}, requests: {memory: 1025Mi}}',
      'v:6 resources.requests.memory: 1025Mi is more than the limit, 1Gi',
    ],
    [
      'a device without its maker',
      'resources: {limits: {gpu: 1}}',
      'v:6 resources.limits.gpu: is no resource: cpu, memory, ephemeral-storage, hugepages-2Mi, or a device’s as nvidia.com/gpu',
    ],
    [
      'a resource that isn’t any',
      'resources: {limit: {cpu: 1}}',
      'v:6 resources.limit: unknown key; did you mean "limits"?',
    ],
    [
      'a way to update',
      'updateStrategy: {type: Rolling}',
      'v:6 updateStrategy.type: expected one of RollingUpdate, OnDelete, got "Rolling"',
    ],
    [
      'a partition without an order',
      'updateStrategy: {type: OnDelete, rollingUpdate: {partition: 1}}',
      'v:6 updateStrategy.rollingUpdate: is for RollingUpdate, and this is OnDelete',
    ],
    [
      'more pods than can be',
      'replicas: 3000000000',
      'v:6 replicas: Too big: expected number to be <=2147483647, got 3000000000',
    ],
    [
      'a variable’s name',
      'envVars: [{name: "A=B", value: 1}]',
      'v:6 envVars[0].name: "A=B" can’t name a variable: no "=", and ASCII alone',
    ],
    [
      'a number with more digits than Helm keeps',
      'envVars: [{name: A, value: 12345678901234567}]',
      'v:6 envVars[0].value: has more digits than Helm keeps of a number; put it in quotes',
    ],
    [
      'a label’s name',
      'labelMatch: [{key: a/b/c, operator: Exists}]',
      'v:6 labelMatch[0].key: no label can have the name "a/b/c"',
    ],
    [
      'a label’s value',
      'labelMatch: [{key: a/b, operator: In, values: [x, "y z"]}]',
      'v:6 labelMatch[0].values[1]: no label can have the value "y z"',
    ],
    [
      'files that are too large',
      `config: [{name: a, content: "${'é'.repeat(530_000)}"}]`,
      'v:6 config: the server’s files have 1060000 bytes together, and Kubernetes keeps 1040384',
    ],
    ['numbers in quotes', 'replicas: "2"', 'v:6 replicas: expected number, got "2"; take the quotes away'],
    [
      'a text without quotes',
      'config: [{name: 1, content: a}]',
      'v:6 config[0].name: expected string, got 1; put it in quotes',
    ],
    [
      'a profile with an open domain',
      'profile: |\n  <tars>\n  <a>\n  x=1\n  </tars>',
      'v:6 profile: </tars> closes <a>, in line 4 of it',
    ],
    ['a profile that doesn’t end', 'profile: |\n  <tars>\n  x=1', 'v:6 profile: <tars> isn’t closed'],
    [
      'a profile that is none',
      'profile: hello',
      'v:6 profile: "hello" stands in no domain such as <tars>, in line 1 of it',
    ],
    [
      'a profile on one line',
      'profile: "<tars>a=1</tars>"',
      'v:6 profile: "<tars>a=1</tars>" isn’t one domain: <name> and </name> stand on lines of their own, in line 1 of it',
    ],
  ];
  for (const [what, more, expected] of refused)
    it(`is refused: ${what}`, () => assert.deepEqual(problemsOf(start + more), [expected]));

  it('is refused: names of images that no registry has', () => {
    for (const name of ['TarsCloud/Hello', 'http://a/b', '"a/b:x y"', '"a/b:"', '" a"'])
      assert.match(problemsOf(image(name))[0] ?? '', /^v:5 repo\.image: ".*" names no image: /);
    const digest = `a/b@sha256:${'0'.repeat(64)}`;
    for (const name of ['a', 'a:1', 'A.example.org:5000/a/b-c__d.e:V1', digest, 'localhost/a'])
      assert.deepEqual(problemsOf(image(name)), []);
  });

  it('isn’t what Kubernetes takes', () => {
    for (const more of [
      mount('hostPath: {path: /x..y/z, type: ""}', ', subPathExpr: $(Namespace)/..a'),
      mount(
        'configMap: {name: x.y, defaultMode: 0644, items: [{key: a, path: b, mode: 0400}], optional: true}',
      ),
      mount(
        'persistentVolumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], volumeMode: Filesystem, resources: {requests: {storage: 10Gi}}}}',
      ),
      'resources: {limits: {cpu: 1, memory: 1.5Gi, nvidia.com/gpu: 1}, requests: {cpu: 0.5, memory: 1000Mi, ephemeral-storage: 1e9}}',
      'updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1, maxUnavailable: 25%}}',
      'labelMatch: [{key: example.org/a, operator: NotIn, values: ["", 1, true]}]',
      'envVars: [{name: a.b-c, value: "x=y"}]',
      'profile: |\n  # all\n  <tars>\n    <application> # one\n      a=<b>\n      c\n    </application>\n  </tars>',
    ])
      assert.deepEqual(problemsOf(start + more), [], more);
  });
});

describe('an amount', () => {
  it('is compared whatever its unit', () => {
    assert.deepEqual(['500m', '1Gi', '1e3', '2', '.5k', 'lots'].map(amountOf), [
      0.5,
      2 ** 30,
      1000,
      2,
      500,
      Number.NaN,
    ]);
  });
});
