import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubernetesObject } from '../problem.ts';
import { exampleRelease } from '../testing.ts';
import { podCases } from './cases.ts';
import { checkRestricted } from './restricted.ts';

for (const { name, allowed, spec, annotations, path } of podCases) {
  test(`${name}: ${allowed ? 'allowed' : 'refused'}`, () => {
    const metadata = { name: 'case', ...(annotations && { annotations }) };
    const problems = checkRestricted({ apiVersion: 'v1', kind: 'Pod', metadata, spec });
    const paths = problems.map(problem => problem.path);
    if (allowed) assert.deepEqual(paths, []);
    else assert.ok(paths.includes(path!), `${path} is not among ${paths.join(', ')}`);
  });
}

test('the pods of each kind are checked, with the path in that kind', () => {
  const template = { spec: { hostPID: true } };
  const kinds: [apiVersion: string, kind: string, object: Record<string, unknown>, path: string][] = [
    ['v1', 'Pod', template, 'spec.hostPID'],
    ['apps/v1', 'Deployment', { spec: { template } }, 'spec.template.spec.hostPID'],
    ['apps/v1', 'StatefulSet', { spec: { template } }, 'spec.template.spec.hostPID'],
    ['apps/v1', 'DaemonSet', { spec: { template } }, 'spec.template.spec.hostPID'],
    ['apps/v1', 'ReplicaSet', { spec: { template } }, 'spec.template.spec.hostPID'],
    ['batch/v1', 'Job', { spec: { template } }, 'spec.template.spec.hostPID'],
    [
      'batch/v1',
      'CronJob',
      { spec: { jobTemplate: { spec: { template } } } },
      'spec.jobTemplate.spec.template.spec.hostPID',
    ],
  ];
  for (const [apiVersion, kind, fields, path] of kinds) {
    const object: KubernetesObject = { apiVersion, kind, metadata: { name: 'a' }, ...fields };
    assert.deepEqual(
      checkRestricted(object).map(problem => [problem.object, problem.path]),
      [[`${kind}/a`, path]],
    );
  }
});

test('a container that is added for debugging is checked, too', () => {
  const spec = { ephemeralContainers: [{ name: 'debug', securityContext: { privileged: true } }] };
  const paths = checkRestricted({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec }).map(
    ({ path }) => path,
  );
  assert.ok(paths.includes('spec.ephemeralContainers[0].securityContext.privileged'));
});

test('objects without pods have no problem, nor has the example release', () => {
  assert.deepEqual(Object.values(exampleRelease()).flatMap(checkRestricted), []);
});
