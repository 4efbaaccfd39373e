import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { objectOf, podSpec, workloads } from './read.ts';
import { type ChartCase, checkCases, checkGolden, renderCases } from './testing.ts';

test('a plugin is a gRPC server, and gets nothing of the platform’s', async () => {
  const charts = await checkGolden('plugin', ['Deployment', 'Service'], {
    collector: { kind: 'plugin', values: { image: { name: 'hawser/plugin-host', version: '1' } } },
  });
  assert.equal(
    charts.get('collector')!.objects.some(({ kind }) => kind === 'ConfigMap'),
    false,
  );
});

test('a frontend has its configuration as a file, a static site has none', async () => {
  await checkGolden('frontend', ['Deployment', 'Service', 'ConfigMap', 'Ingress'], {
    console: {
      kind: 'frontend',
      values: {
        production_json: { CONSOLE_API: { ENDPOINT: 'https://console.api.example.com' } },
        ingress: { enabled: true, host: 'console.example.com' },
        global: { frontend: { volumes: [{ name: 'log-volume', emptyDir: {} }] } },
      },
    },
    site: {
      kind: 'static',
      values: {
        image: { name: 'nginx', version: 'stable' },
        service: { ports: [{ name: 'http', port: 80, targetPort: 80 }] },
      },
    },
  });
});

test('a supervisor has rights in the namespace of plugins only', async () => {
  const charts = await checkGolden(
    'supervisor',
    ['Deployment', 'Role', 'RoleBinding'],
    {
      supervisor: {
        kind: 'supervisor',
        values: { grpc: false, scheduler: true, global: { supervisor_namespace: 'plugins' } },
      },
    },
    { external: ['ServiceAccount/*'] },
  );
  const roles = charts.get('supervisor')!.objects.filter(({ kind }) => kind?.includes('Role'));
  assert.deepEqual(
    roles.map(({ kind, metadata }) => [kind, metadata?.namespace]),
    [
      ['Role', 'plugins'],
      ['RoleBinding', 'plugins'],
    ],
  );
});

test('of a supervisor’s pods, those have a token that use its rights', async () => {
  const supervisor = (values: object): ChartCase => ({ kind: 'supervisor', values: { ...values } });
  const charts = await checkCases({
    all: supervisor({ rest: true, scheduler: true, worker: true, jobs: { report: { args: ['x'] } } }),
    served: supervisor({ rest: true }),
    said: supervisor({ worker: true, serviceAccount: { automountToken: false } }),
  });
  const tokens = (chart: string) =>
    Object.fromEntries(
      charts
        .get(chart)!
        .objects.filter(({ kind }) => kind === 'Job' || kind === 'Deployment')
        .map(object => [
          `${object.metadata!.name}`.replace(/-[0-9a-f]{8}$/, ''),
          podSpec(object)['automountServiceAccountToken'],
        ]),
    );
  assert.deepEqual(tokens('all'), {
    'all-report': false,
    all: false,
    'all-rest': false,
    'all-scheduler': true,
    'all-worker': true,
  });
  assert.deepEqual(tokens('said'), { said: false, 'said-worker': false });
  assert.deepEqual(
    charts.get('served')!.objects.filter(({ kind }) => kind?.includes('Role')),
    [],
  );
});

test('a supervisor takes no rights elsewhere', async () => {
  const rules = [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }];
  const { refusal } = await renderCases(4, {
    supervisor: { kind: 'supervisor', values: { scheduler: true, rbac: { rules } } },
  });
  assert.match(refusal, /supervisor\.rbac: unknown key/);
});

describe('an initializer', () => {
  const values = {
    services: { identity: 'grpc://identity:50051', secret: null },
    plugins: { 'plugin-a': 'grpc://plugin-a:50051' },
    credentialsSecret: 'login',
    systemSecret: { existingSecret: 'hawser-system' },
  };
  const initializer = (further: object = {}): ChartCase => ({
    kind: 'initializer',
    values: { ...values, ...further },
  });
  const jobOf = async (further: object) => {
    const charts = await checkCases({ initializer: initializer(further) });
    return charts.get('initializer')!.objects.find(({ kind }) => kind === 'Job')!;
  };

  test('is a Job whose account may make the login’s Secret, and nothing else', async () => {
    const charts = await checkGolden('initializer', ['Job', 'Role', 'RoleBinding', 'ServiceAccount'], {
      initializer: initializer({ url: 'https://fleet.example.com', mode: 'NO_UPDATE' }),
    });
    assert.equal(workloads(charts.get('initializer')!.objects).length, 0);
  });

  test('is the same Job after an upgrade that changes nothing of it, and another one after one that does', async () => {
    const [before, same, other, image] = await Promise.all([
      jobOf({}),
      jobOf({ annotations: { note: 'x' }, serviceAccount: { labels: { a: 'b' } } }),
      jobOf({ mode: 'READ_ONLY' }),
      jobOf({ image: { version: '0.2.0' } }),
    ]);
    assert.match(before.metadata!.name!, /^initializer-[0-9a-f]{8}$/);
    assert.equal(same.metadata!.name, before.metadata!.name);
    assert.equal(new Set([before, other, image].map(({ metadata }) => metadata!.name)).size, 3);
  });

  test('without a Secret for the login has no rights and no token', async () => {
    const charts = await checkCases({ initializer: initializer({ credentialsSecret: '' }) });
    const { objects } = charts.get('initializer')!;
    assert.deepEqual(objects.map(({ kind }) => kind).sort(), ['Job', 'ServiceAccount']);
    const { metadata } = objects.find(({ kind }) => kind === 'Job')!;
    const { containers, automountServiceAccountToken } = podSpec(objectOf(objects, 'Job', metadata!.name!));
    assert.equal(automountServiceAccountToken, false);
    assert.ok(!containers[0]!.args!.includes('--credentials-secret'));
  });

  test('is refused without the platform’s token, and with what it doesn’t know', async () => {
    const token = await renderCases(3, { initializer: initializer({ systemSecret: null }) });
    assert.match(
      token.refusal,
      /systemSecret\.existingSecret: is missing, and an initializer needs the platform's token/,
    );
    const key = await renderCases(4, { initializer: initializer({ credentialSecret: 'login' }) });
    assert.match(
      key.refusal,
      /initializer\.credentialSecret: unknown key; did you mean (initializer\.)?credentialsSecret\?/,
    );
  });
});
