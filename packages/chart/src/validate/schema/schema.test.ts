import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubernetesObject } from '../problem.ts';
import { exampleRelease } from '../testing.ts';
import { validateObjects } from './schema.ts';

const check = async (...objects: KubernetesObject[]) =>
  (await validateObjects(objects)).map(({ object, path, message }) => `${object} ${path}: ${message}`);

test('the example release is right', async () => {
  assert.deepEqual(await check(...Object.values(exampleRelease())), []);
});

test('an unknown field is named with its path and the nearest known one', async () => {
  const { deployment } = exampleRelease();
  const [container] = deployment.spec.template.spec.containers;
  Object.assign(container!, { imagePulPolicy: 'Always' });
  Object.assign(deployment.spec, { replica: 2 });
  assert.deepEqual(await check(deployment), [
    'Deployment/api spec.template.spec.containers[0].imagePulPolicy: unknown field; did you mean "imagePullPolicy"?',
    'Deployment/api spec.replica: unknown field; did you mean "replicas"?',
  ]);
});

test('an unknown field is found where nothing else is', async () => {
  const { deployment } = exampleRelease();
  Object.assign(deployment.spec.template.spec, { affinity: { nodeAffinty: {} }, dnsConfig: { bogus: 1 } });
  assert.deepEqual(await check(deployment), [
    'Deployment/api spec.template.spec.affinity.nodeAffinty: unknown field; did you mean "nodeAffinity"?',
    'Deployment/api spec.template.spec.dnsConfig.bogus: unknown field',
  ]);
});

test('types, enumerations, formats and what is missing are problems', async () => {
  const { deployment } = exampleRelease();
  Object.assign(deployment.spec, { replicas: '3' });
  Object.assign(deployment.spec.template.spec.containers[0]!, {
    imagePullPolicy: 'Sometimes',
    resources: { limits: { cpu: '100x' } },
    ports: [{ name: 'grpc' }],
  });
  const found = await check(deployment);
  assert.equal(found.length, 4, found.join('\n'));
  const all = found.join('\n');
  assert.match(all, /spec\.replicas: must be a whole number, not "3"/);
  assert.match(all, /imagePullPolicy: must be one of "Always", "IfNotPresent", "Never", not "Sometimes"/);
  assert.match(all, /resources\.limits\.cpu: .*a quantity, such as 500m or 128Mi, not "100x"/);
  assert.match(all, /ports\[0\]: "containerPort" is missing/);
});

test('maps whose keys are free take any key, and check its value', async () => {
  const config = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a' },
    data: { 'any.key': 'x', other: 1 },
  };
  assert.deepEqual(await check(config), ['ConfigMap/a data.other: must be a text, not 1']);
});

test('a kind that no package has is a problem', async () => {
  const object = { metadata: { name: 'a' } };
  assert.deepEqual(
    await check(
      { apiVersion: 'apps/v1', kind: 'Deploymnt', ...object },
      { apiVersion: 'example.com/v1', kind: 'Thing', ...object },
      { apiVersion: 'apps/v1', kind: 'DeploymentSpec', ...object },
      { apiVersion: 'networking.k8s.io/v1beta1', kind: 'Ingress', ...object },
      { apiVersion: '../v1', kind: 'Secret', ...object },
    ),
    [
      'Deploymnt/a apiVersion: no schema is known for Deploymnt of apps/v1',
      'Thing/a apiVersion: no schema is known for Thing of example.com/v1',
      'DeploymentSpec/a apiVersion: no schema is known for DeploymentSpec of apps/v1',
      'Ingress/a apiVersion: no schema is known for Ingress of networking.k8s.io/v1beta1',
      'Secret/a apiVersion: no schema is known for Secret of ../v1',
    ],
  );
});

const custom: [kind: string, apiVersion: string, good: object, bad: object, problem: RegExp][] = [
  [
    'HTTPRoute',
    'gateway.networking.k8s.io/v1',
    {
      parentRefs: [{ name: 'g' }],
      hostnames: ['a.example.com'],
      rules: [
        { matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'a', port: 80 }] },
      ],
    },
    { parentRefs: [{ name: 'g' }], rules: [{ matches: [{ path: { type: 'Prefix', value: '/' } }] }] },
    /spec\.rules\[0\]\.matches\[0\]\.path\.type: must be one of "Exact", "PathPrefix"/,
  ],
  [
    'GRPCRoute',
    'gateway.networking.k8s.io/v1',
    {
      parentRefs: [{ name: 'g' }],
      rules: [
        { matches: [{ method: { service: 'a.B', type: 'Exact' } }], backendRefs: [{ name: 'a', port: 80 }] },
      ],
    },
    { rules: [{ backendRef: [] }] },
    /spec\.rules\[0\]\.backendRef: unknown field; did you mean "backendRefs"/,
  ],
  [
    'ScaledObject',
    'keda.sh/v1alpha1',
    {
      scaleTargetRef: { name: 'a' },
      minReplicaCount: 0,
      maxReplicaCount: 5,
      triggers: [{ type: 'redis', metadata: { listName: 'a' }, authenticationRef: { name: 'a' } }],
    },
    { scaleTargetRef: { name: 'a' }, triggers: [{ type: 'redis', metadata: { listLength: 5 } }] },
    /spec\.triggers\[0\]\.metadata\.listLength: must be a text, not 5/,
  ],
  [
    'TriggerAuthentication',
    'keda.sh/v1alpha1',
    { secretTargetRef: [{ parameter: 'password', name: 'a', key: 'b' }] },
    { secretTargetRef: [{ parameter: 'password', secret: 'a', name: 'a', key: 'b' }] },
    /spec\.secretTargetRef\[0\]\.secret: unknown field/,
  ],
  [
    'ServiceMonitor',
    'monitoring.coreos.com/v1',
    {
      selector: { matchLabels: { a: 'b' } },
      endpoints: [{ port: 'metrics', path: '/metrics', interval: '30s' }],
    },
    { selector: {}, endpoints: [{ port: 'metrics', interval: 'often' }] },
    /spec\.endpoints\[0\]\.interval: must match pattern/,
  ],
  [
    'PodMonitor',
    'monitoring.coreos.com/v1',
    { selector: { matchLabels: { a: 'b' } }, podMetricsEndpoints: [{ port: 'metrics' }] },
    { podMetricsEndpoints: [{ port: 'metrics' }] },
    /spec: "selector" is missing/,
  ],
  [
    'ExternalSecret',
    'external-secrets.io/v1',
    {
      refreshInterval: '1h',
      secretStoreRef: { name: 'a', kind: 'SecretStore' },
      target: { name: 'a', creationPolicy: 'Owner' },
      data: [{ secretKey: 'a', remoteRef: { key: 'b' } }],
    },
    { target: { creationPolicy: 'Always' } },
    /spec\.target\.creationPolicy: must be one of "Owner"/,
  ],
];

for (const [kind, apiVersion, good, bad, problem] of custom) {
  test(`${kind} is checked against the schema that its project publishes`, async () => {
    const metadata = { name: 'a' };
    assert.deepEqual(await check({ apiVersion, kind, metadata, spec: good }), []);
    const found = await check({ apiVersion, kind, metadata, spec: bad });
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0]!, problem);
  });
}

test('what the published CRDs refuse is refused, though the Go types have it', async () => {
  const metadata = { name: 'a' };
  const filters = [{ type: 'CORS', externalAuth: { protocol: 'HTTP', backendRef: { name: 'a' } } }];
  const rules = [{ retry: { attempts: 1 }, filters, backendRefs: [{ name: 'a', port: 80, filters }] }];
  const found = await check(
    { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata, spec: { rules } },
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata,
      spec: {
        scaleTargetRef: { name: 'a' },
        triggers: [{ type: 'redis', metadata: {}, authenticationRef: { name: 'a', kind: 'Secret' } }],
      },
    },
  );
  const experimental = 'is of the experimental channel of the Gateway API alone';
  assert.deepEqual(found, [
    `HTTPRoute/a spec.rules[0].retry: ${experimental}`,
    `HTTPRoute/a spec.rules[0].filters[0].externalAuth: ${experimental}`,
    `HTTPRoute/a spec.rules[0].backendRefs[0].filters[0].externalAuth: ${experimental}`,
    'ScaledObject/a spec.triggers[0].authenticationRef.kind: must be one of "TriggerAuthentication", "ClusterTriggerAuthentication", not "Secret"',
  ]);
});

test('what a later Kubernetes brought is a problem for an earlier one', async () => {
  const { deployment } = exampleRelease();
  Object.assign(deployment.spec.template.spec, { schedulingGroup: { podGroupName: 'a' } });
  assert.deepEqual(await check(deployment), [
    'Deployment/api spec.template.spec.schedulingGroup: needs Kubernetes 1.36',
  ]);
  assert.deepEqual(await validateObjects([deployment], { kubernetes: '1.36' }), []);
});

test('a thousand objects take a small part of a second', async () => {
  const objects = Array.from({ length: 100 }, () => Object.values(exampleRelease())).flat();
  await validateObjects(objects);
  const start = process.cpuUsage();
  assert.deepEqual(await validateObjects(objects), []);
  const { user, system } = process.cpuUsage(start);
  assert.ok((user + system) / objects.length < 1000, `${(user + system) / objects.length} µs an object`);
});
