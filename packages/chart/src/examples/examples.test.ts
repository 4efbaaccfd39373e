import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { podSpec } from '../library/read.ts';
import { checkManifests, formatProblems } from '../validate/index.ts';
import { assembled, objectsIn, root } from './testing.ts';

const folder = join(root, 'examples/values');
const chart = assembled('deploy/helm/hawser');
after(() => chart.remove());

/** What the platform's first Job makes, unless a file says otherwise, and its initializer. */
const usual = [
  'Secret/hawser-database',
  'Secret/hawser-system',
  'Secret/hawser-secret',
  'Secret/hawser-admin',
];

/** What has to be there for a file to work, beside the usual. */
const external: Readonly<Record<string, readonly string[]>> = {
  'atlas-db.yaml': ['Secret/managed-database'],
  'existing-secrets.yaml': [
    'Secret/platform-database',
    'Secret/platform-token',
    'Secret/platform-encryption',
    'Secret/secret-service-database',
  ],
  'external-db.yaml': ['Secret/my-database'],
  'ingress.yaml': ['Secret/api-example-com', 'Secret/inventory-grpc-example-com'],
  'multi-tenancy.yaml': ['Secret/wildcard-console-example-com'],
  'production.yaml': ['Secret/production-database', 'Secret/api-example-com'],
  'registry.yaml': ['Secret/registry-example-com'],
};

const renderFile = (file: string) => chart.render('--values', join(folder, file));

describe('examples/values', () => {
  for (const file of readdirSync(folder).sort()) {
    it(`${file} gives the same valid objects under both Helms, and says what it is for`, async () => {
      assert.match(readFileSync(join(folder, file), 'utf8'), /^# [A-Z]/);
      const problems = await checkManifests(await renderFile(file), {
        namespace: 'platform',
        external: [...usual, ...(external[file] ?? [])],
      });
      assert.equal(formatProblems(problems), '');
    });
  }
});

describe('what the examples are for', () => {
  const objects = async (file: string) => objectsIn(await renderFile(file));
  const names = (found: ReadonlyMap<string, unknown>, kind: string) =>
    [...found.keys()].filter(name => name.startsWith(`${kind}/`)).map(name => name.slice(kind.length + 1));

  it('existing-secrets: no Job makes any, and no pod has another', async () => {
    const text = await renderFile('existing-secrets.yaml');
    assert.ok(!objectsIn(text).has('Job/hawser-secrets'));
    const used = [...text.matchAll(/(?:secretName|secretKeyRef:\s+name): "?([\w-]+)/g)].map(
      ([, name]) => name,
    );
    assert.deepEqual([...new Set(used)].sort(), [
      // That of the account which collects the cluster: Kubernetes fills it.
      'hawser-collector',
      'platform-database',
      'platform-encryption',
      'platform-token',
      'secret-service-database',
    ]);
  });

  it('external-db, atlas-db: PostgreSQL isn’t bundled', async () => {
    for (const file of ['external-db.yaml', 'atlas-db.yaml'])
      assert.deepEqual(names(await objects(file), 'StatefulSet'), ['redis'], file);
  });

  it('autoscaling: what scales says how many there are, and nothing else does', async () => {
    const found = await objects('autoscaling.yaml');
    const scaled = ['identity', 'identity-rest', 'inventory'];
    assert.deepEqual(names(found, 'HorizontalPodAutoscaler'), scaled);
    assert.deepEqual(names(found, 'ScaledObject'), ['inventory-worker']);
    for (const name of [...scaled, 'inventory-worker'])
      assert.ok(!('replicas' in (found.get(`Deployment/${name}`)!['spec'] as object)), name);
  });

  it('gateway, ingress: lead to the servers from outside', async () => {
    const gateway = await objects('gateway.yaml');
    assert.deepEqual(names(gateway, 'HTTPRoute').length, 2);
    assert.deepEqual(names(gateway, 'GRPCRoute').length, 1);
    assert.deepEqual(names(await objects('ingress.yaml'), 'Ingress').length, 2);
  });

  it('registry: every image comes from it', async () => {
    const found = await objects('registry.yaml');
    const images = [...found.values()]
      .filter(({ kind }) => ['Deployment', 'StatefulSet', 'Job'].includes(kind ?? ''))
      .flatMap(object => [...podSpec(object).containers, ...(podSpec(object).initContainers ?? [])])
      .map(({ image }) => image);
    for (const image of images) assert.match(image, /^registry\.example\.com\/mirror\//);
    assert.ok(images.some(image => /:0\.1\.0@sha256:5{64}$/.test(image)));
  });

  it('one-namespace, change-namespace: everything is where it is said', async () => {
    for (const [file, namespace] of [
      ['one-namespace.yaml', 'hawser'],
      ['change-namespace.yaml', 'management'],
    ] as const)
      for (const [name, { kind, metadata }] of await objects(file))
        if (!kind?.startsWith('ClusterRole'))
          assert.equal(metadata?.namespace, namespace, `${file}: ${name}`);
  });

  it('set-opentelemetry, sidecars, node-selector: reach every pod that they are for', async () => {
    const pods = async (file: string) =>
      [...(await objects(file))].filter(([name]) => /^Deployment\/(identity|inventory)/.test(name));
    for (const [name, object] of await pods('set-opentelemetry.yaml'))
      assert.ok(
        podSpec(object).containers[0]!.env?.some(({ name: key }) => key === 'OTEL_EXPORTER_OTLP_ENDPOINT'),
        name,
      );
    for (const [name, object] of await pods('sidecars.yaml'))
      assert.ok(
        podSpec(object).containers.some(({ name: key }) => key === 'log-shipper'),
        name,
      );
    for (const [name, object] of await pods('node-selector.yaml'))
      assert.deepEqual(podSpec(object)['nodeSelector'], { Category: 'core' }, name);
  });
});
