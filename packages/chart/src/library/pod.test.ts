import assert from 'node:assert/strict';
import { test } from 'node:test';
import { podSpec, podTemplate, workloads } from './read.ts';
import { type CheckedCase, checkCases, checkGolden } from './testing.ts';

const first = (checked: CheckedCase | undefined) => podTemplate(workloads(checked!.objects)[0]!);

test('probes ask each server in its own way, and as the values say instead', async () => {
  await checkGolden('probes', ['Deployment'], {
    said: {
      values: {
        servers: {
          grpc: {
            probes: {
              startup: { enabled: false },
              readiness: {
                httpGet: { path: '/ready', port: 8081 },
                periodSeconds: 2,
                successThreshold: 2,
                initialDelaySeconds: 3,
              },
              liveness: { exec: { command: ['true'] }, timeoutSeconds: 9, failureThreshold: 7 },
            },
          },
        },
      },
    },
  });
  const charts = await checkCases({ usual: { values: { rest: true, scheduler: true, worker: true } } });
  const ready = workloads(charts.get('usual')!.objects).map(
    object => podSpec(object).containers[0]!.readinessProbe,
  );
  assert.deepEqual(
    ready.map(probe => probe!['grpc'] ?? probe!['httpGet']),
    [
      { port: 50051 },
      { path: '/readyz', port: 'rest' },
      { path: '/readyz', port: 'health' },
      { path: '/readyz', port: 'health' },
    ],
  );
});

test('pods are hardened, and the values can change one thing of it', async () => {
  const charts = await checkCases({
    usual: {},
    changed: {
      values: {
        podSecurityContext: { runAsUser: 4000 },
        containerSecurityContext: { readOnlyRootFilesystem: false },
      },
    },
  });
  const usual = first(charts.get('usual')).spec;
  assert.deepEqual(usual.securityContext, {
    runAsNonRoot: true,
    runAsUser: 1000,
    runAsGroup: 1000,
    fsGroup: 1000,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  });
  assert.equal(usual['automountServiceAccountToken'], false);
  const changed = first(charts.get('changed')).spec;
  assert.deepEqual(changed.securityContext, { ...usual.securityContext, runAsUser: 4000 });
  assert.deepEqual(changed.containers[0]!.securityContext, {
    ...usual.containers[0]!.securityContext,
    readOnlyRootFilesystem: false,
  });
});

test('a registry stands in for that of every image, and a digest pins one', async () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const image = (name: string, more = {}) => ({ name, version: '1', ...more });
  const global = { image: { registry: 'mirror.example:5000/', pullSecrets: ['all'] } };
  const charts = await checkCases({
    plain: { values: { image: image('hawser/a') } },
    unnamed: {},
    pinned: { values: { image: image('hawser/a', { digest }) } },
    short: { values: { image: image('nginx'), global } },
    public: {
      values: { image: image('public.ecr.aws/team/a'), imagePullSecrets: [{ name: 'own' }, 'other'], global },
    },
    local: { values: { image: image('localhost/a'), global } },
    port: { values: { image: image('host:5000/a/b'), global } },
  });
  const images = Object.fromEntries(
    [...charts].map(([name, checked]) => [name, first(checked).spec.containers[0]!.image]),
  );
  assert.deepEqual(images, {
    plain: 'hawser/a:1',
    unnamed: 'hawser/unnamed:0.1.0',
    pinned: `hawser/a:1@${digest}`,
    short: 'mirror.example:5000/nginx:1',
    public: 'mirror.example:5000/team/a:1',
    local: 'mirror.example:5000/a:1',
    port: 'mirror.example:5000/a/b:1',
  });
  assert.deepEqual(first(charts.get('public')).spec['imagePullSecrets'], [
    { name: 'own' },
    { name: 'other' },
    { name: 'all' },
  ]);
});

test('pods are spread, and placed as the values say; what pod.spec says stands instead', async () => {
  await checkGolden(
    'scheduling',
    ['Deployment'],
    {
      placed: {
        values: {
          servers: {
            grpc: {
              nodeSelector: { disk: 'ssd' },
              tolerations: [{ key: 'a', operator: 'Exists' }],
              affinity: {
                podAntiAffinity: {
                  requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone' }],
                },
              },
              priorityClassName: 'high',
              spread: { topologyKeys: ['zone', 'host'], maxSkew: 2, whenUnsatisfiable: 'DoNotSchedule' },
              serviceAccountName: 'another',
            },
          },
        },
      },
    },
    { external: ['ServiceAccount/*'] },
  );
  const charts = await checkCases({
    appended: {
      values: {
        servers: { grpc: { nodeSelector: { disk: 'ssd' }, tolerations: [{ key: 'a', operator: 'Exists' }] } },
        pod: {
          spec: {
            nodeSelector: { application: 'my-node-group' },
            terminationGracePeriodSeconds: 5,
            hostAliases: [],
          },
        },
        migration: { enabled: true },
        databaseSecret: { existingSecret: 'db' },
      },
    },
  });
  const { spec } = first(charts.get('appended'));
  assert.deepEqual(
    [spec['nodeSelector'], spec['terminationGracePeriodSeconds'], spec['tolerations']],
    [{ application: 'my-node-group' }, 5, [{ key: 'a', operator: 'Exists' }]],
  );
});

test('a pod has the time to end that its server takes', async () => {
  const charts = await checkCases({
    usual: {},
    drains: { values: { drainSeconds: 100 } },
    all: { values: { drainSeconds: 100, gracePeriod: 20 } },
    own: { values: { gracePeriod: 20, servers: { grpc: { terminationGracePeriodSeconds: 7 } } } },
  });
  const grace = [...charts.values()].map(checked => first(checked).spec['terminationGracePeriodSeconds']);
  assert.deepEqual(grace, [40, 110, 20, 7]);
  assert.match(charts.get('drains')!.text, /HAWSER_SERVERS__DRAIN_SECONDS\n +value: "100"/);
});

test('sidecars and volumes are those of the service, of its server and of all', async () => {
  const container = (name: string) => ({
    name,
    image: 'busybox:1',
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    volumeMounts: [{ name: 'log-volume', mountPath: '/log' }],
  });
  const charts = await checkCases({
    many: {
      values: {
        sidecar: [container('own')],
        volumes: [
          { name: 'log-volume', emptyDir: {} },
          { name: 'extra', emptyDir: {} },
        ],
        volumeMounts: {
          application: [{ name: 'extra', mountPath: '/a' }],
          application_grpc: [{ name: 'wide', mountPath: '/b' }],
        },
        servers: { grpc: { sidecars: [container('server')] } },
        global: {
          sidecar: [container('global')],
          backend: { sidecar: [container('backend')], volumes: [{ name: 'wide', emptyDir: {} }] },
        },
      },
    },
  });
  const { containers, volumes } = first(charts.get('many')).spec;
  assert.deepEqual(
    containers.map(({ name }) => name),
    ['many', 'own', 'global', 'backend', 'server'],
  );
  assert.deepEqual(volumes.map(({ name }) => name).slice(-4), ['tmp', 'log-volume', 'extra', 'wide']);
  assert.deepEqual(
    containers[0]!.volumeMounts?.slice(-4).map(({ mountPath }) => mountPath),
    ['/tmp', '/var/log/spaceone', '/a', '/b'],
  );
});

test('the ancestors’ time zone of the node is mounted where it is given', async () => {
  const volumes = [{ name: 'timezone', hostPath: { path: '/usr/share/zoneinfo/Asia/Seoul' } }];
  const charts = await checkCases({ seoul: { values: { volumes } } }, { restricted: false });
  const { containers } = first(charts.get('seoul')).spec;
  assert.deepEqual(containers[0]!.volumeMounts?.at(-1), {
    name: 'timezone',
    mountPath: '/etc/localtime',
    readOnly: true,
  });
});
