import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findHelm } from '@hawser/chart/helm';
import { eventually } from './support/eventually.ts';
import { kubectl } from './support/kubectl.ts';
import { removeNamespace } from './support/namespace.ts';
import {
  abbreviated,
  api,
  deploy,
  fernetToken,
  inPod,
  install,
  isReady,
  issueToken,
  type Live,
  objects,
  only,
  prepare,
  withValues,
} from './support/openstack.ts';

describe('Keystone with a wrong password of the database, with Helm 3', () => {
  let namespace: string;
  let image: string;
  const wrong = { endpoints: { oslo_db: { auth: { admin: { password: 'wrong' } } } } };
  const component = (name: string) => `application=keystone,component=${name}`;
  before(async () => {
    ({ namespace, image } = await prepare());
    await backing();
  });
  after(() => removeNamespace(namespace));
  const backing = async () => {
    await install(namespace, image, 'volume: {size: 1Gi}', '--chart', 'mariadb', '--helm', '3');
    await install(namespace, image, '{}', '--chart', 'memcached', '--helm', '3');
  };

  it('says what the database said, in the command, in the pod that waits and in its log', async () => {
    const ran = await deploy(
      namespace,
      image,
      withValues(wrong),
      '--chart',
      'keystone',
      '--helm',
      '3',
      '--timeout',
      '45',
    );
    assert.equal(ran.code, 1);
    const refusal = /the database mariadb\.\S+:3306 refuses its administrator root: .*Access denied/;
    assert.match(ran.text, /error RELEASE_NOT_READY/);
    assert.match(ran.text, refusal);
    const pod = await only(namespace, 'pods', component('db-sync'));
    const log = await kubectl(['logs', pod.metadata.name, '-n', namespace, '-c', 'init']);
    assert.match(log, /Job keystone-db-init-\w+: not yet, .*the last that failed, keystone-db-init.* said: /);
    assert.match(log, refusal);
    const message = await messageOf(namespace, pod);
    assert.match(message, refusal);
  });

  it('B1: has the API wait meanwhile, and start after db-sync once the password is right', async () => {
    const waiting = await only(namespace, 'pods', api);
    assert.ok(waiting.status.initContainerStatuses?.[0]?.state?.running);
    await install(namespace, image, abbreviated(), '--chart', 'keystone', '--helm', '3');
    const { status } = await only(namespace, 'jobs', component('db-sync'));
    const pod = await only(namespace, 'pods', api);
    const started = pod.status.containerStatuses?.[0]?.state?.running?.startedAt;
    assert.ok(new Date(started!) >= new Date(status.completionTime!));
    assert.match(await issueToken(namespace), fernetToken);
  });

  it('B11: has the public address of host_fqdn_override in the catalogue', async () => {
    const identity = { host_fqdn_override: { public: 'identity.example.org' } };
    await install(
      namespace,
      image,
      withValues({ endpoints: { identity } }),
      '--chart',
      'keystone',
      '--helm',
      '3',
    );
    const query = 'select url from keystone.endpoint where interface = "public"';
    const urls = await inPod(
      namespace,
      'mariadb-0',
      'mariadb',
      'sh',
      '-c',
      `mysql -uroot -p"$MYSQL_ROOT_PASSWORD" -Ne '${query}'`,
    );
    assert.equal(urls.trim(), 'http://identity.example.org:80/v3');
  });

  it('has the API wait for db-sync as long as it fails, and says why it does', async () => {
    const images = { db_sync: 'docker.io/rabbitmq:3' };
    const chart = ['--chart', 'keystone', '--helm', '3'];
    const ran = await deploy(namespace, image, withValues({ images }), ...chart, '--timeout', '40');
    assert.equal(ran.code, 1);
    const reason = /keystone-manage: command not found/;
    assert.match(ran.text, reason);
    const waiting = await only(namespace, 'pods', api);
    assert.ok(waiting.status.initContainerStatuses?.[0]?.state?.running);
    const log = await kubectl(['logs', waiting.metadata.name, '-n', namespace, '-c', 'init']);
    assert.match(log, /Job keystone-db-sync-\w+: not yet, .* said: /);
    assert.match(log, reason);
    await install(namespace, image, abbreviated(), ...chart);
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
    const run = (...command: string[]) => inPod(namespace, 'mariadb-0', 'mariadb', ...command);
    const sql = (query: string) => run('sh', '-c', `mysql -uroot -p"$MYSQL_ROOT_PASSWORD" -Ne '${query}'`);
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
    await install(namespace, image, abbreviated(), '--chart', 'keystone', '--helm', '3');
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

/** The message that a pod's first step has written so far, by way of its own file. */
async function messageOf(namespace: string, pod: Live): Promise<string> {
  return inPod(
    namespace,
    pod.metadata.name,
    'init',
    'node',
    '-e',
    'process.stdout.write(require("fs").readFileSync("/dev/termination-log","utf8"))',
  );
}
