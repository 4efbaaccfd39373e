import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from './support/eventually.ts';
import { kubectl } from './support/kubectl.ts';
import { removeNamespace } from './support/namespace.ts';
import { deploy, dryRun, example, isReady, type Live, objects, only, prepare } from './support/openstack.ts';

describe('pods of a chart', () => {
  let namespace: string;
  let image: string;
  before(async () => {
    ({ namespace, image } = await prepare());
  });
  after(() => removeNamespace(namespace));
  const memcached = (values: string, ...options: string[]) =>
    deploy(namespace, image, values, '--chart', 'memcached', ...options);
  const pods = () => objects(namespace, 'pods', 'application=memcached');

  for (const [chart, name] of [
    ['keystone', 'july-2017'],
    ['keystone', 'august-2017'],
    ['keystone', 'later-keystone'],
    ['memcached', 'later-memcached'],
    ['glance', 'later-glance'],
  ] as const)
    it(`are taken by the cluster with ${name}.yaml`, () => dryRun(namespace, chart, example(name)));

  it('B7: have resources only where they are enabled', async () => {
    assert.equal((await memcached('resources: {enabled: false}')).code, 0);
    const resources = async () =>
      (await only(namespace, 'deployments', 'application=memcached')).spec.template.spec?.containers[0]
        ?.resources;
    assert.deepEqual(await resources(), {});
    const limits = { memory: '256Mi', cpu: '1' };
    await memcached(
      JSON.stringify({
        resources: { enabled: true, memcached: { requests: { memory: '8Mi', cpu: '1m' }, limits } },
      }),
    );
    assert.deepEqual(await resources(), { requests: { memory: '8Mi', cpu: '1m' }, limits });
  });

  it('B6: are on nodes of their own where anti-affinity is required', async () => {
    const anti = { type: { default: 'requiredDuringSchedulingIgnoredDuringExecution' } };
    const nodes = (await kubectl(['get', 'nodes', '-o', 'name'])).trim().split('\n').length;
    await memcached(
      JSON.stringify({
        replicas: nodes + 1,
        upgrades: { rolling_update: { max_surge: 0 } },
        pod: { affinity: { anti } },
      }),
      '--timeout',
      '0',
    );
    await eventually(async () => {
      const found = await pods();
      const placed = found.filter(isReady).map(({ spec }: Live) => spec.nodeName as string);
      assert.equal(new Set(placed).size, nodes);
      assert.equal(found.length, nodes + 1);
      assert.equal(placed.length, nodes);
    });
  });

  it('B5: wait for a node with the label, and the command says which', async () => {
    const ran = await memcached(
      'labels: {node_selector_key: openstack-control-plane, node_selector_value: nowhere}',
      '--timeout',
      '5',
    );
    assert.equal(ran.code, 1);
    assert.match(ran.text, /has no node: .*\(it wants nodes with openstack-control-plane=nowhere\)/);
  });
});
