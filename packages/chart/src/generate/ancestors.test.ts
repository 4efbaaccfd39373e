import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadServiceConfig } from '@hawser/core';
import { parse } from 'yaml';
import inventory from '../../../../services/inventory/service.ts';
import { findHelm } from '../helm/index.ts';
import { renderChart } from '../render/index.ts';
import { parseManifests, validateObjects } from '../validate/index.ts';

const root = join(import.meta.dirname, '../../../..');
const file = (name: string) => join(import.meta.dirname, 'testdata', name);
const helms = [await findHelm(3), await findHelm(4)];

/** Renders a service's chart with the ancestors' values under both Helms; the objects by kind and name. */
async function render(service: string, values: readonly string[], args: readonly string[] = []) {
  const chart = join(root, 'services', service, 'deploy/helm');
  const [one, other] = await Promise.all(
    helms.map(helm => renderChart(helm, chart, { release: service, values: values.map(file), args })),
  );
  assert.equal(one, other);
  const objects = parseManifests(other!).manifests.map(({ object }) => object);
  assert.deepEqual(await validateObjects(objects), []);
  return new Map(objects.map(object => [`${object.kind}/${object.metadata!.name}`, object]));
}

interface Pod {
  containers: { image: string; volumeMounts: { name: string; mountPath: string }[] }[];
  volumes: { name: string }[];
  nodeSelector?: Record<string, string>;
}
const podOf = (object: unknown) => (object as { spec: { template: { spec: Pod } } }).spec.template.spec;

describe('the ancestors’ values.yaml, whole and unchanged', () => {
  const values = ['ancestor-values.yaml'];

  it('grpc, rest, scheduler, worker: runs the gRPC server alone', async () => {
    const objects = await render('identity', values);
    const workloads = [...objects.keys()].filter(key => /^(Deployment|StatefulSet)/.test(key));
    assert.deepEqual(workloads, ['Deployment/identity']);
    const all = await render('identity', values, ['--set', 'rest=true,scheduler=true,worker=true']);
    for (const name of ['identity-rest', 'identity-scheduler', 'identity-worker'])
      assert.ok(all.has(`Deployment/${name}`), name);
  });

  it('enabled: false makes nothing but what is other releases’', async () => {
    assert.deepEqual([...(await render('identity', values, ['--set', 'enabled=false'])).keys()], []);
  });

  it('image: is what runs', async () => {
    const [container] = podOf((await render('identity', values)).get('Deployment/identity')).containers;
    assert.equal(container!.image, 'spaceone/identity:latest');
  });

  it('volumes: timezone and log-volume are where the ancestors’ pods have them', async () => {
    const pod = podOf((await render('identity', values)).get('Deployment/identity'));
    const mounts = new Map(pod.containers[0]!.volumeMounts.map(({ name, mountPath }) => [name, mountPath]));
    assert.equal(mounts.get('timezone'), '/etc/localtime');
    assert.equal(mounts.get('log-volume'), '/var/log/spaceone');
    assert.equal(mounts.get('application-conf'), '/opt/spaceone/identity/config/application.yaml');
  });

  it('service: has its port, and no annotation `nil`', async () => {
    const service = (await render('identity', values)).get('Service/identity')!;
    assert.deepEqual((service['spec'] as { ports: object[] }).ports, [
      { name: 'grpc', port: 50051, targetPort: 50051, protocol: 'TCP' },
    ]);
    assert.equal(service.metadata!.annotations, undefined);
  });

  it('pod.spec: is appended', async () => {
    const args = ['--set', 'pod.spec.nodeSelector.application=my-node-group'];
    const pod = podOf((await render('identity', values, args)).get('Deployment/identity'));
    assert.deepEqual(pod.nodeSelector, { application: 'my-node-group' });
  });

  it('sidecar, global.sidecar: run beside the server', async () => {
    const args = [
      '--set-json',
      'sidecar=[{"name":"a","image":"b:1"}]',
      '--set-json',
      'global.sidecar=[{"name":"c","image":"d:1"}]',
    ];
    const pod = podOf((await render('identity', values, args)).get('Deployment/identity'));
    assert.deepEqual(
      pod.containers.map(({ image }) => image),
      ['spaceone/identity:latest', 'b:1', 'd:1'],
    );
  });

  it('database, global.shared: are files of the configuration', async () => {
    const args = ['--set', 'database.DATABASES.default.host=db,global.shared.LOG.level=debug'];
    const objects = await render('identity', values, args);
    assert.deepEqual(objects.get('ConfigMap/identity-database-conf')!['data'], {
      'database.yaml': 'DATABASES:\n  default:\n    host: db',
    });
    assert.deepEqual(objects.get('ConfigMap/shared-conf')!['data'], {
      'shared.yaml': 'LOG:\n  level: debug',
    });
  });
});

describe('the ancestors’ QUEUES and SCHEDULERS', () => {
  it('are the scheduler’s application.yaml, which the service takes as it is', async () => {
    const objects = await render('inventory', ['ancestor-scheduler.yaml']);
    const data = objects.get('ConfigMap/inventory-application-scheduler-conf')!['data'] as Record<
      string,
      string
    >;
    const given = parse(readFileSync(file('ancestor-scheduler.yaml'), 'utf8')) as Record<string, unknown>;
    const written = parse(data['application.yaml']!) as Record<string, never>;
    assert.deepEqual(written, given['application_scheduler']);
    const { value } = loadServiceConfig(inventory, { server: 'scheduler', overrides: written });
    assert.equal(value.SCHEDULERS['hourly_scheduler']!.queue, 'collector_q');
    assert.equal(value.QUEUES['collector_q']!.channel, 'collector');
  });
});
