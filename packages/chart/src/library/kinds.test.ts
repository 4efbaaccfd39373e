import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkGolden } from './testing.ts';

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
