import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findHelm } from '@hawser/chart/helm';
import { eventually } from './support/eventually.ts';
import { apply, kubectl } from './support/kubectl.ts';
import { createNamespace, removeNamespace } from './support/namespace.ts';
import {
  abbreviated,
  askingPod,
  deploy,
  inPod,
  isReady,
  issueToken,
  type Live,
  objects,
  only,
  pushWaitImage,
  stopAsking,
  withValues,
} from './support/openstack.ts';

const api = 'application=keystone,component=api';
const fernetToken = /^gAAAA[\w-]{50,}/;

describe('OpenStack-Helm’s charts', { concurrency: true }, () => {
  const namespaces: string[] = [];
  let image: string;
  const fresh = async () => {
    const name = await createNamespace('hawser-openstack');
    namespaces.push(name);
    return name;
  };
  before(async () => {
    image = await pushWaitImage();
  });
  after(() => Promise.all(namespaces.map(removeNamespace)));
  const installed = async (namespace: string, values: string, ...options: string[]) => {
    const ran = await deploy(namespace, values, '--wait-image', image, ...options);
    assert.equal(ran.code, 0, ran.text);
    return ran;
  };
  const uids = async (namespace: string, kind: string, selector: string) =>
    (await objects(namespace, kind, selector)).map(({ metadata }) => metadata.uid).sort();

  describe('Keystone from the slides’ values, with Helm 4', { concurrency: 1 }, () => {
    let namespace: string;
    let rally: Promise<string>;
    const keystone = (more: object) => installed(namespace, withValues(more), '--chart', 'keystone');
    before(async () => {
      namespace = await fresh();
    });

    it('issues a token within 3 minutes of one command on an empty namespace', async () => {
      const began = Date.now();
      const { text } = await installed(namespace, abbreviated());
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
      const { nodeSelector, ...spec } = job.spec.template.spec;
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
      await installed(namespace, abbreviated());
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

    it('B12: has its last pod kept while a node is emptied, B10: until manifests turn the budget off', async () => {
      const evict = async () => {
        const pod = await only(namespace, 'pods', api);
        const eviction = {
          apiVersion: 'policy/v1',
          kind: 'Eviction',
          metadata: { name: pod.metadata.name, namespace },
        };
        return kubectl(
          [
            'create',
            '--raw',
            `/api/v1/namespaces/${namespace}/pods/${pod.metadata.name}/eviction`,
            '-f',
            '-',
          ],
          JSON.stringify(eviction),
        );
      };
      const conf = { keystone: { default: { keystone: { debug: true } } } };
      await keystone({ conf, pod_disruption_budget: { api: { min_available: 1 } } });
      await eventually(() => assert.rejects(evict(), /disruption budget/));
      await keystone({ conf, manifests: { pdb_api: false, cron_fernet_rotate: false } });
      assert.deepEqual(await objects(namespace, 'poddisruptionbudgets', 'application=keystone'), []);
      assert.deepEqual(await objects(namespace, 'cronjobs', 'application=keystone'), []);
    });

    it('B9: passes helm test, all of rally’s scenarios', async () => {
      assert.match(await rally, /Phase: +Succeeded/);
    });
  });

  describe('Keystone with a wrong password of the database, with Helm 3', { concurrency: 1 }, () => {
    let namespace: string;
    const wrong = { endpoints: { oslo_db: { auth: { admin: { password: 'wrong' } } } } };
    const component = (name: string) => `application=keystone,component=${name}`;
    before(async () => {
      namespace = await fresh();
      await backing();
    });
    const backing = async () => {
      await installed(namespace, 'volume: {size: 1Gi}', '--chart', 'mariadb', '--helm', '3');
      await installed(namespace, '{}', '--chart', 'memcached', '--helm', '3');
    };

    it('says what the database said, in the command, in the pod that waits and in its log', async () => {
      const ran = await deploy(
        namespace,
        withValues(wrong),
        '--chart',
        'keystone',
        '--helm',
        '3',
        '--wait-image',
        image,
        '--timeout',
        '45',
      );
      assert.equal(ran.code, 1);
      const refusal = /the database mariadb\.\S+:3306 refuses its administrator root: .*Access denied/;
      assert.match(ran.text, /error RELEASE_NOT_READY/);
      assert.match(ran.text, refusal);
      const pod = await only(namespace, 'pods', component('db-sync'));
      const log = await kubectl(['logs', pod.metadata.name, '-n', namespace, '-c', 'init']);
      assert.match(
        log,
        /Job keystone-db-init-\w+: not yet, .*the last that failed, keystone-db-init.* said: /,
      );
      assert.match(log, refusal);
      const message = await inNode(namespace, pod);
      assert.match(message, refusal);
    });

    it('B1: has the API wait meanwhile, and start after db-sync once the password is right', async () => {
      const waiting = await only(namespace, 'pods', api);
      assert.ok(waiting.status.initContainerStatuses[0].state.running);
      await installed(namespace, abbreviated(), '--chart', 'keystone', '--helm', '3');
      const { status } = await only(namespace, 'jobs', component('db-sync'));
      const pod = await only(namespace, 'pods', api);
      const started = Date.parse(pod.status.containerStatuses[0].state.running.startedAt);
      assert.ok(started >= Date.parse(status.completionTime));
      assert.match(await issueToken(namespace), fernetToken);
    });

    it('B11: has the public address of host_fqdn_override in the catalogue', async () => {
      const identity = { host_fqdn_override: { public: 'identity.example.org' } };
      await installed(
        namespace,
        withValues({ endpoints: { identity } }),
        '--chart',
        'keystone',
        '--helm',
        '3',
      );
      const pod = await only(namespace, 'pods', api);
      const query = 'select url from keystone.endpoint where interface = "public"';
      const urls = await inPod(
        namespace,
        'mariadb-0',
        'mariadb',
        'sh',
        '-c',
        `mysql -uroot -p"$MYSQL_ROOT_PASSWORD" -Ne '${query}'`,
      );
      assert.ok(pod);
      assert.equal(urls.trim(), 'http://identity.example.org:80/v3');
    });

    it('B2: has a new pod wait for a database that is gone, and go on when it is back', async () => {
      const scale = (replicas: number) =>
        kubectl(['scale', 'statefulset/mariadb', '-n', namespace, '--replicas', `${replicas}`]);
      await scale(0);
      await eventually(async () =>
        assert.deepEqual(await objects(namespace, 'pods', 'application=mariadb'), []),
      );
      await kubectl(['delete', 'pods', '-n', namespace, '-l', api, '--wait=false']);
      const pod = await eventually(async () => {
        const found = await only(namespace, 'pods', api);
        const log = await kubectl(['logs', found.metadata.name, '-n', namespace, '-c', 'init']);
        assert.match(log, /Service mariadb: not yet/);
        return found;
      });
      assert.equal(isReady(pod), false);
      await scale(1);
      await eventually(async () => {
        const found = await only(namespace, 'pods', api);
        assert.equal(found.metadata.uid, pod.metadata.uid);
        assert.ok(isReady(found));
      }, 120);
    });

    it('has its data after all is uninstalled and installed again', async () => {
      const pod = await only(namespace, 'pods', api);
      const run = (...command: string[]) => inPod(namespace, 'mariadb-0', 'mariadb', ...command);
      const sql = (query: string) => run('sh', '-c', `mysql -uroot -p"$MYSQL_ROOT_PASSWORD" -Ne '${query}'`);
      assert.ok(pod);
      const users = await sql('select id from keystone.user order by id');
      const keys = await kubectl([
        'get',
        'secret',
        'keystone-fernet-keys',
        '-n',
        namespace,
        '-o',
        'jsonpath={.data}',
      ]);
      const helm = await findHelm(3);
      for (const chart of ['keystone', 'mariadb', 'memcached'])
        await helm.run(['uninstall', chart, '--namespace', namespace, '--wait']);
      await eventually(async () => assert.deepEqual(await objects(namespace, 'pods', 'release_name'), []));
      await backing();
      await installed(namespace, abbreviated(), '--chart', 'keystone', '--helm', '3');
      assert.equal(await sql('select id from keystone.user order by id'), users);
      const after = await kubectl([
        'get',
        'secret',
        'keystone-fernet-keys',
        '-n',
        namespace,
        '-o',
        'jsonpath={.data}',
      ]);
      assert.equal(after, keys);
      assert.match(await issueToken(namespace), fernetToken);
    });
  });

  describe('pods of a chart', { concurrency: 1 }, () => {
    let namespace: string;
    before(async () => {
      namespace = await fresh();
    });
    const memcached = (values: string, ...options: string[]) =>
      deploy(namespace, values, '--chart', 'memcached', '--wait-image', image, ...options);
    const pods = () => objects(namespace, 'pods', 'application=memcached');

    it('B7: have resources only where they are enabled', async () => {
      assert.equal((await memcached('resources: {enabled: false}')).code, 0);
      const resources = async () =>
        (await only(namespace, 'deployments', 'application=memcached')).spec.template.spec.containers[0]
          .resources;
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
});

/** The message that a pod's first step has written so far, by way of its own file. */
async function inNode(namespace: string, pod: Live): Promise<string> {
  return inPod(
    namespace,
    pod.metadata.name,
    'init',
    'node',
    '-e',
    'process.stdout.write(require("fs").readFileSync("/dev/termination-log","utf8"))',
  );
}
