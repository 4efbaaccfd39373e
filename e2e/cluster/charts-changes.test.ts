import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { graphOf } from '@hawser/chart/graph';
import { findHelm } from '@hawser/chart/helm';
import { assembleChart } from '@hawser/chart/render';
import { temporaryFolder } from '../../packages/delivery/test/platform.ts';
import definition from '../../platform.ts';
import { eventually } from './support/eventually.ts';
import { kubectl } from './support/kubectl.ts';
import { createNamespace, removeNamespace } from './support/namespace.ts';
import { helmIn, objects, valuesFile } from './support/release.ts';

const root = join(import.meta.dirname, '../..');
const folder = temporaryFolder();
after(() => rmSync(folder, { recursive: true, force: true }));

/** All servers, without pods: a template that changes makes a ReplicaSet all the same. */
const still = {
  rest: true,
  replicas: 0,
  replicas_rest: 0,
  replicas_worker: 0,
  servers: { scheduler: { replicas: 0 } },
  migration: { enabled: false },
};

/** Every server of the inventory. */
const all = ['grpc', 'rest', 'scheduler', 'worker'];

/** A change of values, and the servers that it rolls. */
const matrix: readonly [change: string, rolled: readonly string[]][] = [
  ['application_grpc.LOG.level=debug', ['grpc']],
  ['application_rest.LOG.level=debug', ['rest']],
  ['application_scheduler.LOG.level=debug', ['scheduler']],
  ['application_worker.LOG.level=debug', ['worker']],
  ['application.LOG.requests=all', all],
  ['database.DATABASES.default.poolSize=3', all],
  ['global.shared.LOG.level=warn', all],
  ['global.shared_conf.LOG.level=error', all],
  ['image.version=9.9.9', all],
  ['imagePullPolicy=Always', all],
  ['pod.spec.nodeSelector.a=b', all],
  ['env[0].name=A,env[0].value=b', all],
  ['configRoot=/etc/hawser', all],
  ['servers.worker.resources.requests.cpu=50m', ['worker']],
  ['servers.rest.env[0].name=A,servers.rest.env[0].value=b', ['rest']],
  ['servers.grpc.podAnnotations.a=b', ['grpc']],
  ['servers.scheduler.nodeSelector.a=b', ['scheduler']],
  ['volumeMounts.application_worker[0].name=tmp,volumeMounts.application_worker[0].mountPath=/x', ['worker']],
  ['gracePeriod=77', all],
  ['replicas_worker=0', []],
  ['service.grpc.annotations.a=b', []],
  ['service.rest.type=NodePort', []],
  ['servers.grpc.labels.a=b', []],
  ['servers.grpc.disruptionBudget.enabled=true', []],
  ['networkPolicy.enabled=true', []],
  ['ingress.rest.enabled=true,ingress.rest.host=a.test', []],
];

describe('what a change rolls', () => {
  let namespace: string;
  let run: ReturnType<typeof helmIn>;
  const chart = join(folder, 'inventory');
  const values = valuesFile(still);
  before(async () => {
    namespace = await createNamespace('hawser-roll');
    assembleChart(join(root, 'services/inventory/deploy/helm'), chart);
    run = helmIn(await findHelm(4), namespace);
    await run('install', 'inventory', chart, '--values', values);
  });
  after(() => removeNamespace(namespace));

  /** The pod-template-hash of each server: that of its newest ReplicaSet, once the controller has seen the change. */
  const templates = () =>
    eventually(async () => {
      for (const { metadata, status } of await objects(namespace, 'deployments'))
        assert.equal(status?.['observedGeneration'], metadata.generation);
      const newest = new Map<string, { revision: number; hash: string }>();
      for (const { metadata } of await objects(namespace, 'replicasets')) {
        const server = metadata.labels!['app.kubernetes.io/component']!;
        const revision = Number(metadata.annotations!['deployment.kubernetes.io/revision']);
        const hash = metadata.labels!['pod-template-hash']!;
        if (revision > (newest.get(server)?.revision ?? 0)) newest.set(server, { revision, hash });
      }
      assert.deepEqual([...newest.keys()].sort(), all);
      return Object.fromEntries([...newest].map(([server, { hash }]) => [server, hash]));
    });

  for (const [change, rolled] of matrix) {
    it(`${change}: ${rolled.length === all.length ? 'every server' : rolled.join(', ') || 'none'}`, async () => {
      const before = await templates();
      await run('upgrade', 'inventory', chart, '--values', values, '--set', change);
      const now = await templates();
      assert.deepEqual(
        all.filter(server => now[server] !== before[server]),
        rolled,
      );
      await run('upgrade', 'inventory', chart, '--values', values);
      assert.deepEqual(await templates(), before);
    });
  }
});

describe('the platform’s chart on the server', () => {
  let namespace: string;
  let run: ReturnType<typeof helmIn>;
  const chart = join(folder, 'hawser');
  before(async () => {
    namespace = await createNamespace('hawser-dry');
    assembleChart(join(root, 'deploy/helm/hawser'), chart);
    run = helmIn(await findHelm(4), namespace);
  });
  after(() => removeNamespace(namespace));

  it('has NetworkPolicies that are the call graph', async () => {
    const names = [
      ...definition.services.map(({ name }) => name),
      ...definition.plugins!.map(({ id }) => id),
    ];
    const on = Object.fromEntries(
      names.map(name => [name, { enabled: true, networkPolicy: { enabled: true } }]),
    );
    const text = await run('template', 'hawser', chart, '--values', valuesFile(on));
    const policies = text
      .split(/^---$/m)
      .filter(part => /^kind: NetworkPolicy$/m.test(part))
      .join('---');
    await kubectl(
      ['apply', '--namespace', namespace, '--filename', '-'],
      policies.replaceAll('namespace: default', `namespace: ${namespace}`),
    );
    const found = new Map(
      (await objects(namespace, 'networkpolicies')).map(({ metadata, spec }) => [
        metadata.name,
        spec as unknown as Policy,
      ]),
    );
    for (const { name, callers, callees } of graphOf(definition)) {
      const policy = found.get(name)!;
      assert.deepEqual(peers(policy.ingress, 'from'), [...callers].sort(), `who calls ${name}`);
      assert.deepEqual(peers(policy.egress, 'to'), [...callees].sort(), `whom ${name} calls`);
    }
  });
});

interface Policy {
  ingress?: Rule[];
  egress?: Rule[];
}
type Rule = Partial<Record<'from' | 'to', { podSelector: { matchLabels: Record<string, string> } }[]>>;

/** The services that rules name. */
const peers = (rules: readonly Rule[] = [], side: 'from' | 'to') =>
  rules
    .flatMap(rule => rule[side] ?? [])
    .map(({ podSelector }) => podSelector.matchLabels['app.kubernetes.io/name'])
    .filter(name => name !== undefined && name !== 'postgresql' && name !== 'redis')
    .sort();
