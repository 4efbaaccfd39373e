import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { checkReferences, type KubernetesObject } from '../../packages/chart/src/validate/index.ts';
import { exampleRelease } from '../../packages/chart/src/validate/testing.ts';
import { apply, kubectl } from './support/kubectl.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests break any field of the example
type Loose = any;
type Example = ReturnType<typeof exampleRelease>;

const pod = (deployment: Loose): Loose => deployment.spec.template.spec;

/** Objects of which the API server itself refuses what our check refuses, or takes what it takes. */
const cases: [name: string, kind: keyof Example, change: (object: Loose) => void][] = [
  ['the Deployment as it is', 'deployment', () => {}],
  ['the Service as it is', 'service', () => {}],
  ['the Ingress as it is', 'ingress', () => {}],
  ['the disruption budget as it is', 'budget', () => {}],
  ['a name with a capital', 'config', o => Object.assign(o.metadata, { name: 'Api' })],
  ['a name with an underscore', 'config', o => Object.assign(o.metadata, { name: 'api_conf' })],
  ['a Service whose name begins with a digit', 'service', o => Object.assign(o.metadata, { name: '1api' })],
  ['a label with a plus', 'config', o => Object.assign(o.metadata, { labels: { a: '1+2' } })],
  ['a label of 64 characters', 'config', o => Object.assign(o.metadata, { labels: { a: 'a'.repeat(64) } })],
  ['a label of 63 characters', 'config', o => Object.assign(o.metadata, { labels: { a: 'a'.repeat(63) } })],
  ['an empty label', 'config', o => Object.assign(o.metadata, { labels: { a: '' } })],
  ['a key of a label with a space', 'config', o => Object.assign(o.metadata, { labels: { 'a b': 'c' } })],
  [
    'a key of an annotation with a domain',
    'config',
    o => Object.assign(o.metadata, { annotations: { 'a.b/c': 'd e' } }),
  ],
  [
    'a key of an annotation with two slashes',
    'config',
    o => Object.assign(o.metadata, { annotations: { 'a/b/c': '' } }),
  ],
  ['a key of a ConfigMap with a slash', 'config', o => Object.assign(o.data, { 'a/b': 'c' })],
  ['a key of a ConfigMap that begins with two dots', 'config', o => Object.assign(o.data, { '..a': 'c' })],
  [
    'a selector that does not match',
    'deployment',
    o => Object.assign(o.spec.selector.matchLabels, { app: 'x' }),
  ],
  [
    'a mount of no volume',
    'deployment',
    o => Object.assign(pod(o).containers[0].volumeMounts[0], { name: 'x' }),
  ],
  [
    'two mounts at one path',
    'deployment',
    o => Object.assign(pod(o).containers[0].volumeMounts[1], { mountPath: '/etc/conf' }),
  ],
  ['two containers of one name', 'deployment', o => Object.assign(pod(o).initContainers[0], { name: 'api' })],
  [
    'a container with a capital',
    'deployment',
    o => Object.assign(pod(o).initContainers[0], { name: 'Wait' }),
  ],
  ['two volumes of one name', 'deployment', o => pod(o).volumes.push({ name: 'tmp', emptyDir: {} })],
  [
    'a port without a letter in its name',
    'deployment',
    o => Object.assign(pod(o).containers[0].ports[0], { name: '50051' }),
  ],
  [
    'a port of 16 characters',
    'deployment',
    o => Object.assign(pod(o).containers[0].ports[0], { name: 'a'.repeat(16) }),
  ],
  [
    'a port beyond 65535',
    'deployment',
    o => Object.assign(pod(o).containers[0].ports[0], { containerPort: 65536 }),
  ],
  [
    'a probe of a port beyond 65535',
    'deployment',
    o => Object.assign(pod(o).containers[0].readinessProbe.grpc, { port: 70000 }),
  ],
  [
    'a Deployment whose pods restart never',
    'deployment',
    o => Object.assign(pod(o), { restartPolicy: 'Never' }),
  ],
  [
    'a Job without a restart policy',
    'migration',
    o => Object.assign(o.spec.template.spec, { restartPolicy: undefined }),
  ],
  [
    'an autoscaler with its least above its most',
    'autoscaler',
    o => Object.assign(o.spec, { minReplicas: 9 }),
  ],
];

describe('what our check of references refuses in one object', () => {
  const namespace = `hawser-references-${randomBytes(4).toString('hex')}`;
  before(() => apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }]));
  after(() => kubectl(['delete', 'namespace', namespace, '--wait=false']));

  for (const [name, kind, change] of cases) {
    it(`${name}: the API server's verdict is ours`, async () => {
      const object = exampleRelease()[kind] as KubernetesObject;
      change(object);
      // What else the object names is no concern of a single object.
      const external = [
        'Secret/*',
        'ConfigMap/*',
        'ServiceAccount/*',
        'Service/*',
        'Deployment/*',
        'Endpoints/*',
      ];
      const problems = checkReferences([object], { external, namespace });
      const ours = problems.filter(({ message }) => !message.includes('matches no rendered')).length === 0;
      const args = ['create', '--dry-run=server', '--namespace', namespace, '--filename', '-'];
      const server = await kubectl(args, JSON.stringify(object)).then(
        () => true,
        error => {
          assert.match(String(error), /is invalid/);
          return false;
        },
      );
      assert.equal(ours, server, problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
    });
  }
});
