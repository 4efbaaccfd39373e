import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findHelm } from '@hawser/chart/helm';
import { askingPod, stopAsking } from './support/asking.ts';
import { eventually } from './support/eventually.ts';
import { apply, kubectl } from './support/kubectl.ts';
import { removeNamespace } from './support/namespace.ts';
import {
  abbreviated,
  api,
  fernetToken,
  inPod,
  install,
  issueToken,
  objects,
  only,
  prepare,
  uids,
  withValues,
} from './support/openstack.ts';

describe('Keystone from the slides’ values, with Helm 4', () => {
  let namespace: string;
  let image: string;
  let rally: Promise<string>;
  const keystone = (more: object) => install(namespace, image, withValues(more), '--chart', 'keystone');
  before(async () => {
    ({ namespace, image } = await prepare());
  });
  after(() => removeNamespace(namespace));

  it('issues a token within 3 minutes of one command on an empty namespace', async () => {
    const began = Date.now();
    const { text } = await install(namespace, image, abbreviated());
    assert.match(await issueToken(namespace), fernetToken);
    assert.ok(Date.now() - began < 180_000);
    assert.match(text, /✓ Start keystone: ready after \d+ s/);
    assert.match(text, /images\.dep_check: has no effect/);
    const helm = await findHelm(4);
    rally = helm
      .run(['test', 'keystone', '--namespace', namespace, '--timeout', '10m'])
      .then(({ stdout }) => stdout);
    // It is looked at below; what it fails with meanwhile isn't lost.
    rally.catch(() => {});
  });

  it('B4: replaces pods by the strategy of the values', async () => {
    const { spec } = await only(namespace, 'deployments', api);
    assert.deepEqual(spec.strategy, {
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: 1, maxSurge: 3 },
    });
    assert.equal(spec.revisionHistoryLimit, 3);
  });

  it('B8: makes the database a second time without harm', async () => {
    const job = await only(namespace, 'jobs', 'application=keystone,component=db-init');
    const { nodeSelector, ...spec } = job.spec.template.spec!;
    const again = { ...job.spec.template, metadata: {}, spec: { ...spec, nodeSelector } };
    await apply([
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'again', namespace },
        spec: { template: again },
      },
    ]);
    await kubectl(['wait', 'job/again', '-n', namespace, '--for=condition=Complete', '--timeout=90s']);
    assert.match(
      await kubectl(['logs', 'job/again', '-n', namespace]),
      /database keystone and user keystone are there/,
    );
  });

  it('B3: leaves everything as it is when nothing has changed', async () => {
    const all = async () => [
      await uids(namespace, 'pods', 'release_name'),
      await uids(namespace, 'jobs', 'release_name'),
    ];
    const before = await all();
    await install(namespace, image, abbreviated());
    assert.deepEqual(await all(), before);
  });

  it('B3: rolls the API alone when a key of conf has changed, and no request fails meanwhile', async () => {
    const others = async () => [
      await uids(namespace, 'pods', 'release_name!=keystone'),
      await uids(namespace, 'jobs', 'release_name'),
    ];
    await apply([askingPod(namespace)]);
    await kubectl(['wait', 'pod/asking', '-n', namespace, '--for=condition=Ready', '--timeout=60s']);
    const [before, pods] = [await others(), await uids(namespace, 'pods', api)];
    await keystone({ conf: { keystone: { default: { keystone: { debug: true } } } } });
    // Until the old pod is gone, too.
    await eventually(async () => {
      const text = await kubectl(['get', 'pods', '-n', namespace, '-l', api, '-o', 'name']);
      assert.equal(text.trim().split('\n').length, 1);
    });
    const { good, bad } = await stopAsking(namespace);
    assert.deepEqual(bad, []);
    assert.ok(good > 50, `${good} answers`);
    assert.notDeepEqual(await uids(namespace, 'pods', api), pods);
    assert.deepEqual(await others(), before);
  });

  it('B12: has its last pod kept while a node is emptied', async () => {
    const evict = async () => {
      const pod = await only(namespace, 'pods', api);
      const eviction = {
        apiVersion: 'policy/v1',
        kind: 'Eviction',
        metadata: { name: pod.metadata.name, namespace },
      };
      return kubectl(
        ['create', '--raw', `/api/v1/namespaces/${namespace}/pods/${pod.metadata.name}/eviction`, '-f', '-'],
        JSON.stringify(eviction),
      );
    };
    const conf = { keystone: { default: { keystone: { debug: true } } } };
    await keystone({ conf, pod_disruption_budget: { api: { min_available: 1 } } });
    await eventually(() => assert.rejects(evict(), /disruption budget/));
  });

  it('B10: has no object that manifests turn off, and leaves the others', async () => {
    const conf = { keystone: { default: { keystone: { debug: true } } } };
    const pods = await uids(namespace, 'pods', api);
    await keystone({
      conf,
      manifests: { pdb_api: false, cron_fernet_rotate: false, job_bootstrap: false },
    });
    assert.deepEqual(await objects(namespace, 'poddisruptionbudgets', 'application=keystone'), []);
    assert.deepEqual(await objects(namespace, 'cronjobs', 'application=keystone'), []);
    assert.deepEqual(await objects(namespace, 'jobs', 'application=keystone,component=bootstrap'), []);
    assert.deepEqual(await uids(namespace, 'pods', api), pods);
  });

  it('takes another service’s user, service and endpoints into its catalogue', async () => {
    // Of Glance, what there are images of.
    const off = ['deployment_api', 'deployment_registry', 'job_db_sync', 'pdb_api', 'pdb_registry'];
    const values = {
      images: { db_init: 'docker.io/kolla/ubuntu-source-keystone:3.0.3' },
      manifests: Object.fromEntries(off.map(name => [name, false])),
    };
    for (let time = 0; time < 2; time++)
      await install(namespace, image, JSON.stringify(values), '--chart', 'glance');
    const query =
      'select interface, url from keystone.endpoint e join keystone.service s on s.id = e.service_id where s.type = "image" order by 1';
    const sql = `mysql -uroot -p"$MYSQL_ROOT_PASSWORD" -Ne '${query}'`;
    const rows = (await inPod(namespace, 'mariadb-0', 'mariadb', 'sh', '-c', sql)).trim().split('\n');
    assert.deepEqual(
      rows.map(row => row.split('\t')),
      [
        ['admin', `http://glance-api.${namespace}:9292`],
        ['internal', `http://glance-api.${namespace}:9292`],
        ['public', `http://glance.${namespace}:80`],
      ],
    );
  });

  it('B9: passes helm test, all of rally’s scenarios', async () => {
    assert.match(await rally, /Phase: +Succeeded/);
  });
});
