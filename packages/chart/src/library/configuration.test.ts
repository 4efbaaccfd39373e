import assert from 'node:assert/strict';
import { test } from 'node:test';
import { podTemplate, workloads } from './read.ts';
import { type ChartCases, checkCases, checkGolden } from './testing.ts';

const all = { grpc: true, rest: true, scheduler: true, worker: true };
const files = { 'config/config.yaml': 'ENDPOINTS:\n  identity: grpc://identity:50051\n' };

test('configuration is one ConfigMap a file, each mounted where the service reads it', async () => {
  await checkGolden('configuration', ['ConfigMap'], {
    bare: { values: {} },
    full: {
      files,
      values: {
        rest: true,
        database: { DATABASES: { default: { db: 'other' } } },
        application: { LOG: { level: 'info', requests: 'all' } },
        application_grpc: { LOG: { level: 'debug' } },
        sharedConf: { create: true, name: 'common-conf' },
        global: {
          shared: { TOKEN: 'a', CACHES: { default: { host: 'redis' } } },
          shared_conf: { TOKEN: 'b' },
          DATABASES: { default: { host: 'postgres' } },
        },
      },
    },
  });
});

test('the folder of configuration is a value, and the command is told', async () => {
  const charts = await checkCases({ elsewhere: { values: { configRoot: '/etc/platform' } } });
  const { containers } = podTemplate(workloads(charts.get('elsewhere')!.objects)[0]!).spec;
  assert.deepEqual(containers[0]!.args?.slice(-2), ['--config', '/etc/platform/elsewhere/config']);
  assert.deepEqual(
    containers[0]!.volumeMounts?.slice(0, 4).map(({ mountPath }) => mountPath),
    ['config', 'database', 'shared', 'application'].map(
      name => `/etc/platform/elsewhere/config/${name}.yaml`,
    ),
  );
});

/** What a change of configuration changes in pods: which servers roll. */
const rolls: Readonly<Record<string, { change: Record<string, unknown>; rolls: readonly string[] }>> = {
  nothing: { change: {}, rolls: [] },
  database: { change: { database: { a: 1 } }, rolls: ['grpc', 'rest', 'scheduler', 'worker'] },
  application: { change: { application: { a: 1 } }, rolls: ['grpc', 'rest', 'scheduler', 'worker'] },
  'application-grpc': { change: { application_grpc: { a: 1 } }, rolls: ['grpc'] },
  'application-rest': { change: { application_rest: { a: 1 } }, rolls: ['rest'] },
  'application-scheduler': { change: { application_scheduler: { a: 1 } }, rolls: ['scheduler'] },
  'application-worker': { change: { application_worker: { a: '1' } }, rolls: ['worker'] },
  'global-shared': {
    change: { global: { shared: { a: 1 } } },
    rolls: ['grpc', 'rest', 'scheduler', 'worker'],
  },
  'global-shared-conf': {
    change: { global: { shared_conf: { a: 1 } } },
    rolls: ['grpc', 'rest', 'scheduler', 'worker'],
  },
  overlaid: {
    change: { application: { b: 1 }, application_grpc: { b: 1 } },
    rolls: ['grpc', 'rest', 'scheduler', 'worker'],
  },
  'service-annotation': { change: { service: { grpc: { annotations: { a: 'b' } } } }, rolls: [] },
  'worker-labels': { change: { servers: { worker: { labels: { a: 'b' } } } }, rolls: [] },
  replicas: { change: { replicas: 5 }, rolls: [] },
  image: { change: { image: { name: 'one', version: '2' } }, rolls: ['grpc', 'rest', 'scheduler', 'worker'] },
};

test('a pod rolls when, and only when, an object that it mounts changes', async () => {
  const usual = { ...all, name: 'one', image: { name: 'one', version: '1' } };
  const cases: Record<string, ChartCases[string]> = { before: { values: usual } };
  for (const [name, { change }] of Object.entries(rolls)) cases[name] = { values: { ...usual, ...change } };
  const charts = await checkCases(cases);
  const templates = (chart: string) =>
    Object.fromEntries(
      workloads(charts.get(chart)!.objects).map(object => {
        const template = podTemplate(object);
        return [template.metadata.labels['app.kubernetes.io/component'], JSON.stringify(template)];
      }),
    );
  const before = templates('before');
  for (const [name, { rolls: expected }] of Object.entries(rolls)) {
    const after = templates(name);
    assert.deepEqual(
      Object.keys(before).filter(server => after[server] !== before[server]),
      expected,
      name,
    );
  }
});

test('neither a new version of the chart nor of the application rolls a pod whose image stays', async () => {
  const values = { name: 'one', image: { name: 'one', version: '1' } };
  const charts = await checkCases({ old: { values }, fresh: { values, version: '2.0.0' } });
  const [before, after] = [...charts.values()].map(({ objects }) => workloads(objects)[0]!);
  assert.notDeepEqual(before!.metadata, after!.metadata);
  assert.deepEqual(podTemplate(before!), podTemplate(after!));
});
