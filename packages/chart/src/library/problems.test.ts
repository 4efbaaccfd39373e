import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HelmMajor } from '../helm/index.ts';
import { type ChartCases, renderCases } from './testing.ts';

/** The lines of a refusal. */
const lines = (refusal: string) =>
  refusal
    .split('\n')
    .filter(line => line.startsWith('  '))
    .map(line => line.trim());

/** What is wrong with values, by what they are; one line each, without the chart's name. */
const wrong: Readonly<Record<string, readonly [values: Record<string, unknown>, problem: string]>> = {
  misspelt: [{ image: { versoin: '1' } }, 'image.versoin: unknown key; did you mean image.version?'],
  'by-case': [{ imagepullpolicy: 'Always' }, 'imagepullpolicy: unknown key; did you mean imagePullPolicy?'],
  'by-underscore': [{ replicasWorker: 1 }, 'replicasWorker: unknown key; did you mean replicas_worker?'],
  unlike: [{ image: { zzzzzz: 1 } }, 'image.zzzzzz: unknown key; known here: digest, name, version'],
  'in-a-list': [
    { service: { grpc: { ports: [{ port: 1 }, { port: 2, prot: 'TCP' }] } } },
    'service.grpc.ports[1].prot: unknown key; did you mean service.grpc.ports[1].port?',
  ],
  'in-a-map': [
    { jobs: { clean: { arg: ['a'] } } },
    'jobs.clean.arg: unknown key; did you mean jobs.clean.args?',
  ],
  'in-a-server': [
    { servers: { grpc: { autoscaling: { minReplica: 1 } } } },
    'servers.grpc.autoscaling.minReplica: unknown key; did you mean servers.grpc.autoscaling.minReplicas?',
  ],
  'a-server': [{ servers: { works: {} } }, 'servers.works: unknown key; did you mean servers.worker?'],
  'two-replicas': [
    { servers: { grpc: { replicas: 1, autoscaling: { enabled: true } } } },
    'servers.grpc.replicas: the autoscaler decides how many there are; give one of the two',
  ],
  'seed-replicas': [
    { replicas: 2, servers: { grpc: { autoscaling: { enabled: true } } } },
    'servers.grpc.autoscaling.enabled: replicas is fixed; give one of the two',
  ],
  'seed-worker-replicas': [
    { worker: true, replicas_worker: 2, servers: { worker: { autoscaling: { enabled: true } } } },
    'servers.worker.autoscaling.enabled: replicas_worker is fixed; give one of the two',
  ],
  'min-above-max': [
    { servers: { grpc: { autoscaling: { enabled: true, minReplicas: 9 } } } },
    'servers.grpc.autoscaling.minReplicas: is more than maxReplicas (4)',
  ],
  'probe-of-nothing': [
    { servers: { worker: { probes: { liveness: { periodSeconds: 1 } } } } },
    'servers.worker.probes: the worker server is off; set worker: true, or leave this out',
  ],
  'probe-in-two-ways': [
    { servers: { grpc: { probes: { liveness: { exec: { command: ['a'] }, tcpSocket: { port: 1 } } } } } },
    'servers.grpc.probes.liveness: has 2 ways to ask; give one of grpc, httpGet, tcpSocket, exec',
  ],
  'keda-for-grpc': [
    { servers: { grpc: { autoscaling: { keda: { enabled: true, queues: [] } } } } },
    'servers.grpc.autoscaling.keda.enabled: only workers take jobs from queues',
  ],
  'keda-without-host': [
    {
      worker: true,
      servers: { worker: { autoscaling: { keda: { enabled: true, queues: [{ channel: 'a' }] } } } },
    },
    "servers.worker.autoscaling.keda.queues[0].host: is missing, and the configuration doesn't say it either",
  ],
  'daemon-replicas': [
    { servers: { grpc: { kind: 'DaemonSet', replicas: 2 } } },
    'servers.grpc.replicas: a DaemonSet has one pod a node',
  ],
  'two-budgets': [
    { servers: { grpc: { disruptionBudget: { minAvailable: 1, maxUnavailable: 1 } } } },
    'servers.grpc.disruptionBudget.maxUnavailable: give this or minAvailable, not both',
  ],
  'ingress-of-nothing': [
    { ingress: { rest: { enabled: true, host: 'a' } } },
    'ingress.rest.enabled: the rest server is off; set rest: true, or leave the Ingress out',
  ],
  'no-host': [
    { ingress: { grpc: { enabled: true } } },
    'ingress.grpc.host: an Ingress needs a host name; give one, or "" for every host',
  ],
  'no-gateway': [
    { gateway: { grpc: { enabled: true } } },
    'gateway.parentRefs: a route needs a gateway; name one',
  ],
  'no-password': [
    { migration: { enabled: true } },
    'databaseSecret.existingSecret: the service has a database and nothing says its password; name the Secret that has it',
  ],
  'no-secret': [{ secretFiles: { a: { key: 'k', env: 'A' } } }, 'secretFiles.a.existingSecret: is missing'],
  'no-store': [
    { externalSecrets: { enabled: true, secrets: { a: {} } } },
    'externalSecrets.secretStoreRef.name: is missing',
  ],
  'node-port': [
    { service: { grpc: { ports: [{ port: 1, nodePort: 30000 }] } } },
    'service.grpc.ports[0].nodePort: only a Service of type NodePort or LoadBalancer has one',
  ],
  'health-port': [
    { service: { grpc: { ports: [{ port: 1, targetPort: 8081 }] } } },
    'service.grpc.ports[0].targetPort: 8081 is taken by probes and metrics; choose another one',
  ],
  'pod-containers': [
    { pod: { spec: { containers: [] } } },
    'pod.spec.containers: pods have these already; use sidecar',
  ],
  'volume-twice': [
    { volumes: [{ name: 'tmp', emptyDir: {} }] },
    'volumes[0].name: pods have a volume tmp already; choose another name',
  ],
  'nginx-of-nothing': [
    { nginx: { enabled: true } },
    'nginx.enabled: the rest server is off; set rest: true, or leave nginx out',
  ],
  'no-text': [{ name: 'on' }, "name: YAML doesn't read on as text; choose another one"],
};

const cases: ChartCases = Object.fromEntries(
  Object.entries(wrong).map(([name, [values]]) => [name, { values }]),
);

for (const major of [3, 4] as HelmMajor[]) {
  test(`Helm ${major} tells all that is wrong with all charts of an umbrella in one message`, async () => {
    const { refusal, text } = await renderCases(major, cases, { together: true, oneFile: true });
    assert.equal(text, '');
    const expected = Object.entries(wrong).map(
      ([name, [, problem]]) => `${name}.${problem.replace('did you mean ', `did you mean ${name}.`)}`,
    );
    assert.deepEqual(lines(refusal), expected.sort());
    assert.match(refusal, new RegExp(`The values have ${expected.length} problems:`));
  });
}

test('what only a server can have is refused where the service has none of that kind', async () => {
  const off = { enabled: true, host: 'a' };
  const probes = { liveness: { periodSeconds: 1 } };
  const values = {
    rest: true,
    worker: true,
    replicas_worker: 3,
    application_worker: { LOG: { level: 'debug' } },
    servers: { rest: { probes }, worker: { probes, resources: {}, autoscaling: { enabled: false } } },
    ingress: { rest: off },
    gateway: { parentRefs: [{ name: 'a' }], http: { enabled: true } },
    nginx: { enabled: true },
    jobs: { clean: { server: 'worker' } },
  };
  const { refusal } = await renderCases(4, { small: { values, servers: 'grpc' } }, { oneFile: true });
  const none = 'the service has no rest server; leave';
  assert.deepEqual(lines(refusal), [
    `small.gateway.http.enabled: ${none} the route out`,
    `small.ingress.rest.enabled: ${none} the Ingress out`,
    'small.jobs.clean.server: the service has no worker server, so there is no configuration of it',
    `small.nginx.enabled: ${none} nginx out`,
    `small.servers.rest.probes: ${none} this out`,
    'small.servers.worker.probes: the service has no worker server; leave this out',
  ]);
});

test('what other charts have at the top is told where it is here, and a plain value where a map belongs is no crash', async () => {
  const values = {
    nodeSelector: { a: 'b' },
    ingress: { enabled: true },
    service: { type: 'NodePort' },
    servers: { grpc: { probes: { enabled: false } } },
    autoscaling: true,
  };
  const { refusal } = await renderCases(4, { usual: { values } }, { oneFile: true });
  assert.deepEqual(lines(refusal), [
    'usual.autoscaling: unknown key; did you mean usual.servers.grpc.autoscaling?',
    'usual.ingress.enabled: unknown key; known here: grpc, rest',
    'usual.nodeSelector: unknown key; did you mean usual.servers.grpc.nodeSelector?',
    'usual.servers.grpc.probes.enabled: unknown key; known here: liveness, readiness, startup',
    'usual.service.type: unknown key; known here: grpc, rest',
  ]);
});

test('the ancestors’ keys of servers that the service doesn’t have change nothing', async () => {
  const values = {
    rest: true,
    scheduler: true,
    worker: true,
    replicas_worker: 3,
    application_scheduler: { SCHEDULERS: {} },
    servers: { worker: { resources: { limits: { memory: '1Gi' } }, probes: {} } },
  };
  const small = { values, servers: 'grpc' };
  const plain = { values: { application_scheduler: { SCHEDULERS: {} } }, servers: 'grpc' };
  const one = await renderCases(4, { small }, { oneFile: true });
  const other = await renderCases(4, { small: plain }, { oneFile: true });
  assert.equal(one.refusal, '');
  assert.equal(one.text, other.text);
});

test('no message offers the block that Helm keeps the library in', async () => {
  const { refusal } = await renderCases(
    4,
    { a: { values: { zzzzzzzz: 1 } } },
    { values: { 'hawser-libary': 1 } },
  );
  assert.match(refusal, /a\.zzzzzzzz: unknown key; known here: /);
  assert.ok(!refusal.includes('hawser-library'));
});

test('a chart of an umbrella that checks nothing refuses for itself', async () => {
  const { refusal } = await renderCases(
    4,
    { lonely: { values: { grcp: true, worke: true } } },
    { oneFile: true },
  );
  assert.deepEqual(lines(refusal), [
    'lonely.grcp: unknown key; did you mean lonely.grpc?',
    'lonely.worke: unknown key; did you mean lonely.worker?',
  ]);
});

test('an umbrella knows its charts and the blocks that it ignores, and nothing else', async () => {
  const values = {
    identiti: { enabled: true },
    identity: { enabled: true },
    global: { namespce: 'a', shared: {} },
  };
  const { refusal } = await renderCases(4, { identity: {} }, { together: true, values });
  assert.deepEqual(lines(refusal), [
    'global.namespce: unknown key; did you mean global.namespace?',
    'identiti: unknown key; did you mean identity?',
  ]);
});
