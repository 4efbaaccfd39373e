import assert from 'node:assert/strict';
import { test } from 'node:test';
import { objectOf, podSpec, podTemplate, workloads } from './read.ts';
import { checkCases } from './testing.ts';

/** A service's default values as Cloudforet documents them, every key. */
const documented = {
  enabled: true,
  developer: false,
  grpc: true,
  scheduler: false,
  worker: false,
  rest: false,
  name: 'identity',
  image: { name: 'spaceone/identity', version: 'latest' },
  imagePullPolicy: 'IfNotPresent',
  database: {},
  application_grpc: {},
  application_rest: {},
  application_scheduler: {},
  application_worker: {},
  volumes: [
    { name: 'timezone', hostPath: { path: '/usr/share/zoneinfo/Asia/Seoul' } },
    { name: 'log-volume', emptyDir: {} },
  ],
  global: { shared: {}, sidecar: [] },
  service: {
    grpc: service('grpc', 50_051),
    rest: service('rest', 80),
  },
  volumeMounts: {
    application_grpc: [],
    application_rest: [],
    application_scheduler: [],
    application_worker: [],
  },
  pod: { spec: {} },
};

function service(name: string, port: number) {
  return {
    type: 'ClusterIP',
    annotations: { nil: 'nil' },
    ports: [{ name, port, targetPort: port, protocol: 'TCP' }],
  };
}

test('the documented values, unchanged, give one gRPC server with its Service and configuration', async () => {
  const { objects } = (await checkCases({ identity: { values: documented } }, { restricted: false })).get(
    'identity',
  )!;
  assert.deepEqual(objects.map(({ kind, metadata }) => `${kind} ${metadata?.name}`).sort(), [
    'ConfigMap identity-application-grpc-conf',
    'ConfigMap identity-conf',
    'ConfigMap identity-database-conf',
    'Deployment identity',
    'Service identity',
    'Service identity-headless',
    'ServiceAccount identity',
  ]);
  const { containers, volumes } = podSpec(objectOf(objects, 'Deployment', 'identity'));
  assert.equal(containers[0]!.image, 'spaceone/identity:latest');
  assert.deepEqual(
    containers[0]!.volumeMounts?.map(({ name, mountPath }) => `${name} ${mountPath}`),
    [
      'default-conf /opt/spaceone/identity/config/config.yaml',
      'database-conf /opt/spaceone/identity/config/database.yaml',
      'shared-conf /opt/spaceone/identity/config/shared.yaml',
      'application-conf /opt/spaceone/identity/config/application.yaml',
      'tmp /tmp',
      'timezone /etc/localtime',
      'log-volume /var/log/spaceone',
    ],
  );
  assert.deepEqual(
    volumes.slice(0, 4).map(({ name }) => name),
    ['default-conf', 'database-conf', 'shared-conf', 'application-conf'],
  );
  assert.equal(objectOf(objects, 'Service', 'identity').metadata?.annotations, undefined);
});

test('queues and schedules of the scheduler get to its pods alone', async () => {
  const application_scheduler = {
    QUEUES: {
      collector_q: {
        backend: 'spaceone.core.queue.redis_queue.RedisQueue',
        host: 'redis',
        port: 6379,
        channel: 'collector',
      },
    },
    SCHEDULERS: { hourly: { backend: 'hourly', queue: 'collector_q', interval: 1, minute: ':00' } },
  };
  const values = { ...documented, name: 'inventory', volumes: [], scheduler: true, application_scheduler };
  const { objects } = (await checkCases({ inventory: { values } })).get('inventory')!;
  const conf = objectOf(objects, 'ConfigMap', 'inventory-application-scheduler-conf') as unknown as {
    data: Record<string, string>;
  };
  assert.match(conf.data['application.yaml']!, /minute: :00\n/);
  assert.match(conf.data['application.yaml']!, /port: 6379\n/);
  const mounted = workloads(objects).map(
    object => JSON.stringify(podSpec(object).volumes).match(/inventory-application-\w+-conf/)![0],
  );
  assert.deepEqual(mounted, ['inventory-application-grpc-conf', 'inventory-application-scheduler-conf']);
});

test('a service with a REST server behind AWS’s load balancer installs without a host, with two ports of one target', async () => {
  const annotations = {
    'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP": 80}, {"HTTPS":443}]',
    'external-dns.alpha.kubernetes.io/hostname': '*.example.com',
  };
  const ports = [
    { name: 'http', port: 80, targetPort: 80, protocol: 'TCP' },
    { name: 'https', port: 443, targetPort: 80, nodePort: null, protocol: 'TCP' },
  ];
  const values = {
    enabled: true,
    scheduler: false,
    worker: false,
    rest: true,
    replicas: 4,
    image: { name: 'public.ecr.aws/team/console-api-v2', version: 1.11 },
    service: { rest: { type: 'ClusterIP', annotations: { nil: 'nil' }, ports } },
    ingress: { rest: { enabled: true, annotations, servicePort: 80, path: '/' } },
    volumeMounts: { application: [], application_worker: [] },
  };
  const { objects } = (await checkCases({ 'console-api-v2': { values } })).get('console-api-v2')!;
  const { metadata, spec } = objectOf(objects, 'Ingress', 'console-api-v2-rest');
  assert.deepEqual([metadata?.annotations, spec['ingressClassName']], [annotations, 'alb']);
  assert.equal(
    podSpec(objectOf(objects, 'Deployment', 'console-api-v2')).containers[0]!.image,
    'public.ecr.aws/team/console-api-v2:1.11',
  );
});

test('databases may be named in global itself, as one of the examples has them', async () => {
  const global = { DATABASES: { default: { host: 'db.example.com', username: 'admin', password: 'x' } } };
  const charts = await checkCases({
    before: {},
    after: { values: { global, sharedConf: { create: true } } },
  });
  assert.match(
    charts.get('after')!.text,
    /shared\.yaml: \|-\n +DATABASES:\n +default:\n +host: db\.example\.com/,
  );
  const sums = [...charts.values()].map(
    ({ objects }) => podTemplate(workloads(objects)[0]!).metadata.annotations!['checksum/shared'],
  );
  assert.notEqual(sums[0], sums[1]);
});
