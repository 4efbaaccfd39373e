import assert from 'node:assert/strict';
import { test } from 'node:test';
import { podSpec, workloads } from './read.ts';
import { checkCases, checkGolden } from './testing.ts';

const all = { grpc: true, rest: true, scheduler: true, worker: true };

test('a server is a Deployment, a StatefulSet or a DaemonSet, with its own settings before the service’s', async () => {
  await checkGolden('deployment', ['Deployment', 'StatefulSet', 'DaemonSet'], {
    four: { values: all },
    own: {
      values: {
        replicas: 2,
        resources: { requests: { cpu: '10m' } },
        servers: {
          grpc: {
            replicas: 5,
            resources: { limits: { memory: '256Mi' } },
            args: ['start', 'other'],
            env: [{ name: 'A', value: 'b' }],
            envFrom: [{ configMapRef: { name: 'shared-conf' } }],
            sidecars: [sidecar('beside')],
            initContainers: [sidecar('before')],
            volumes: [{ name: 'scratch', emptyDir: {} }],
            volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }],
            labels: { team: 'a' },
            annotations: { nil: 'nil', note: 'b' },
            podLabels: { tier: 'c' },
            podAnnotations: { note: 'd' },
            strategy: { type: 'Recreate' },
            terminationGracePeriodSeconds: 90,
          },
        },
      },
    },
    stateful: {
      values: {
        servers: {
          grpc: {
            kind: 'StatefulSet',
            persistence: { enabled: true, size: '2Gi', storageClassName: 'fast' },
          },
        },
      },
    },
  });
});

test('replicas are the server’s own, the ancestors’ for it, or one', async () => {
  const charts = await checkCases({
    replicas: { values: { ...all, replicas: 3, replicas_rest: 2, replicas_worker: 0 } },
    inherited: { values: { ...all, replicas: 4 } },
    own: { values: { replicas: 2, servers: { grpc: { replicas: 5 } } } },
    daemon: { values: { grpc: false, worker: true, servers: { worker: { kind: 'DaemonSet' } } } },
  });
  const replicas = (chart: string) =>
    workloads(charts.get(chart)!.objects).map(({ metadata, spec }) => [metadata?.name, spec['replicas']]);
  assert.deepEqual(replicas('replicas'), [
    ['replicas', 3],
    ['replicas-rest', 2],
    ['replicas-scheduler', 1],
    ['replicas-worker', 0],
  ]);
  assert.deepEqual(replicas('inherited'), [
    ['inherited', 4],
    ['inherited-rest', 1],
    ['inherited-scheduler', 1],
    ['inherited-worker', 4],
  ]);
  assert.deepEqual([replicas('own'), replicas('daemon')], [[['own', 5]], [['daemon-worker', undefined]]]);
});

test('servers listen where their Services lead to', async () => {
  const charts = await checkCases({
    ports: {
      values: {
        rest: true,
        service: {
          grpc: { ports: [{ name: 'grpc', port: 443, targetPort: 9000 }] },
          rest: { ports: [{ name: 'rest', port: 80, targetPort: 8080 }] },
        },
      },
    },
    usual: { values: { rest: true } },
  });
  const found = (chart: string) =>
    workloads(charts.get(chart)!.objects).map(object => {
      const { containers, securityContext } = podSpec(object);
      const env = Object.fromEntries((containers[0]!.env ?? []).map(({ name, value }) => [name, value]));
      return {
        port: containers[0]!.ports?.[0]?.containerPort,
        env,
        low: securityContext.sysctls !== undefined,
      };
    });
  assert.deepEqual(found('ports'), [
    { port: 9000, env: { HAWSER_SERVERS__GRPC__PORT: '9000' }, low: false },
    { port: 8080, env: {}, low: false },
  ]);
  assert.deepEqual(found('usual'), [
    { port: 50051, env: {}, low: false },
    { port: 80, env: { HAWSER_SERVERS__REST__PORT: '80' }, low: true },
  ]);
});

test('for a developer, containers sleep, and nothing is asked of them or waited for', async () => {
  const values = { developer: true, migration: { enabled: true }, databaseSecret: { existingSecret: 'db' } };
  const { objects } = (await checkCases({ developer: { values } })).get('developer')!;
  const { containers, initContainers } = podSpec(workloads(objects)[0]!);
  assert.deepEqual(containers[0]!.command, ['sleep', 'infinity']);
  assert.deepEqual(
    [containers[0]!.args, containers[0]!.readinessProbe, containers[0]!.livenessProbe, initContainers],
    [undefined, undefined, undefined, undefined],
  );
  assert.equal(objects.filter(({ kind }) => kind === 'Job').length, 0);
});

test('a chart that is off makes nothing', async () => {
  const charts = await checkCases({
    stopped: { values: { ...all, enabled: false } },
    upstream: { values: { enable: false } },
  });
  assert.deepEqual(
    [...charts.values()].map(({ objects }) => objects),
    [[], []],
  );
});

function sidecar(name: string) {
  const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  return { name, image: 'busybox:1', args: ['sleep', '1'], securityContext };
}
