import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findHelm } from '@hawser/chart/helm';
import { assembleChart } from '@hawser/chart/render';
import {
  Collector,
  CreateCollectorRequest_ResourceGroup,
  PluginInfo_UpgradeMode,
  Scheduled_ScheduledState,
} from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { Job, JobInfo_Status } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { JobTask, JobTaskInfo_JobTaskStatus } from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';
import { temporaryFolder } from '../../packages/delivery/test/platform.ts';
import { ensureFirstDomain } from '../../platform/first-domain.ts';
import { registerPlugins } from '../../platform/plugins.ts';
import { onBehalf, type Tenant } from '../../platform/tenant.ts';
import { eventually } from './support/eventually.ts';
import { kubectl } from './support/kubectl.ts';
import { createNamespace, removeNamespace } from './support/namespace.ts';
import { pulled } from './support/pulled.ts';
import {
  clusterIp,
  helmIn,
  objects,
  pushImages,
  pushImagesAs,
  ready,
  valuesFile,
} from './support/release.ts';
import { createSecrets } from './support/secrets.ts';
import { siteOf, type TestSite } from './support/site.ts';

const root = join(import.meta.dirname, '../..');
const folder = temporaryFolder();
const documents = join(root, 'packages/chart/src/examples/testdata');
/** The values.yaml of Cloudforet's documents, and their example of queues and schedulers, to the letter. */
const documented = join(documents, 'seed-values.yaml');
const queuesAndSchedulers = join(documents, 'seed-scheduler.yaml');
after(() => rmSync(folder, { recursive: true, force: true }));

/** What the documents leave to the reader: that the worker takes from the queue that the scheduler sends to. */
const worker = {
  application_worker: {
    QUEUES: {
      collector_q: {
        backend: 'spaceone.core.queue.redis_queue.RedisQueue',
        host: 'redis',
        port: 6379,
        channel: 'collector',
      },
    },
  },
};

describe('values of Cloudforet’s documents', () => {
  let namespace: string;
  let run: ReturnType<typeof helmIn>;
  let site: TestSite;
  let tenant: Tenant;
  let tag: string;
  let token: string;

  /** Installs a chart under its own name. Of several charts in a namespace, one makes the ConfigMap for all. */
  async function install(name: string, chart: string, ...options: string[]): Promise<void> {
    const assembled = join(folder, name);
    assembleChart(join(root, chart), assembled);
    await run('install', name, assembled, ...options);
  }

  const shared = ['--set', 'sharedConf.create=false'];
  const server = (name: string) => `deployment/${name}`;
  const inPod = (pod: string, ...command: string[]) =>
    kubectl(['exec', '-n', namespace, pod, '--', ...command]);

  before(async () => {
    tag = await pushImages('secret', 'repository', 'plugin', 'plugin-host');
    await pushImagesAs('spaceone', 'latest', 'identity', 'inventory');
    // Whoever has run this before has another `latest`.
    await pulled(['spaceone/identity:latest', 'spaceone/inventory:latest']);
    namespace = await createNamespace('hawser-seedrun');
    run = helmIn(await findHelm(4), namespace);
    token = await createSecrets(namespace);
    await install('postgresql', 'deploy/helm/postgresql', '--set', 'persistence.enabled=false');
    await install('redis', 'deploy/helm/redis');
    for (const name of ['secret', 'repository', 'plugin'])
      await install(name, `services/${name}/deploy/helm`, '--set', `image.version=${tag}`, ...shared);
    await install('plugin-host', 'plugins/host/deploy/helm', '--set', `image.version=${tag}`);
  });
  after(async () => {
    site?.close();
    if (namespace) await removeNamespace(namespace);
  });

  it('install as the chart of identity', async () => {
    await install('identity', 'services/identity/deploy/helm', '--values', documented);
    await ready(namespace, 120);
    const [pod] = await podsOf(namespace, 'identity');
    const { containers, volumes } = pod!.spec as unknown as PodSpec;
    assert.equal(containers[0]!.image, 'spaceone/identity:latest');
    assert.equal(containers[0]!.imagePullPolicy, 'IfNotPresent');
    assert.equal(
      volumes.find(({ name }) => name === 'timezone')?.hostPath?.path,
      '/usr/share/zoneinfo/Asia/Seoul',
    );
    assert.match(await inPod(server('identity'), 'date', '+%z'), /^\+0900/);
    assert.equal(
      (await objects(namespace, 'services')).some(({ metadata }) => metadata.annotations?.['nil']),
      false,
    );
    assert.equal(
      (await objects(namespace, 'deployments')).some(({ metadata }) => metadata.name === 'identity-rest'),
      false,
    );
  });

  it('install as the chart of inventory, with queues and schedulers on Redis', async () => {
    const named = valuesFile({ name: 'inventory', image: { name: 'spaceone/inventory', version: 'latest' } });
    const files = [documented, named, queuesAndSchedulers, valuesFile(worker)];
    const values = files.flatMap(file => ['--values', file]);
    await install('inventory', 'services/inventory/deploy/helm', ...values, ...shared);
    await ready(namespace, 120);
    assert.deepEqual(
      (await objects(namespace, 'deployments'))
        .map(({ metadata }) => metadata.name)
        .filter(name => name.startsWith('inventory')),
      ['inventory', 'inventory-scheduler', 'inventory-worker'],
    );
    const [identity, repository, inventory] = await Promise.all(
      ['identity', 'repository', 'inventory'].map(
        async name => `grpc://${await clusterIp(namespace, name)}:50051`,
      ),
    );
    const plugins = [{ id: 'plugin-host', endpoint: 'grpc://plugin-host:50051' }];
    site = siteOf({ identity: identity!, repository: repository!, inventory: inventory! }, plugins, token);
    tenant = (await ensureFirstDomain(site)).tenant!;
    await registerPlugins(site);
  });

  it('collect hourly: the scheduler sends through Redis, and the worker does it', async () => {
    const options = onBehalf(site, tenant);
    const hour = new Date().getUTCHours();
    const { collectorId } = await site.client(Collector).create(
      {
        name: 'Hourly',
        pluginInfo: { pluginId: 'plugin-host', upgradeMode: PluginInfo_UpgradeMode.AUTO, options: {} },
        // This hour, and the next should it begin meanwhile.
        schedule: { state: Scheduled_ScheduledState.ENABLED, hours: [hour, (hour + 1) % 24] },
        resourceGroup: CreateCollectorRequest_ResourceGroup.WORKSPACE,
        workspaceId: tenant.workspaceId,
      },
      options,
    );
    assert.equal((await site.client(Job).list({ collectorId }, options)).totalCount, 0);
    await missFullHour('hourly_scheduler');
    const [job] = await eventually(async () => {
      const { results } = await site.client(Job).list({ collectorId }, options);
      assert.equal(results[0]?.status, JobInfo_Status.SUCCESS, JSON.stringify(results));
      return results;
    }, 60);
    const { results: tasks } = await site.client(JobTask).list({ jobId: job!.jobId }, options);
    assert.deepEqual(
      tasks.map(({ status }) => status),
      [JobTaskInfo_JobTaskStatus.SUCCESS],
    );
    assert.ok(tasks[0]!.createdCount > 0);
    const redis = (...command: string[]) => inPod('redis-0', 'redis-cli', ...command);
    const done = (await redis('ZRANGE', 'bull:collector:completed', '0', '-1')).split('\n').filter(Boolean);
    const names = await Promise.all(
      done.map(async id => (await redis('HGET', `bull:collector:${id}`, 'name')).trim()),
    );
    for (const wanted of [/run_?schedule$/i, /run_?collector$/i, /run_?task$/i])
      assert.ok(
        names.some(name => wanted.test(name)),
        `${wanted} in ${names}`,
      );
  });

  /** Has the scheduler find, when it starts again, that nobody was up at the last full hour. */
  async function missFullHour(schedule: string): Promise<void> {
    const earlier = `UPDATE hawser_queue.tick SET at = at - interval '1 hour' WHERE schedule LIKE '%/${schedule}'`;
    await eventually(async () => {
      const said = await inPod('postgresql-0', 'psql', '-U', 'hawser', '-d', 'inventory', '-c', earlier);
      assert.match(said, /UPDATE 1/);
    });
    await kubectl(['rollout', 'restart', server('inventory-scheduler'), '-n', namespace]);
  }
});

interface PodSpec {
  containers: { image: string; imagePullPolicy: string }[];
  volumes: { name: string; hostPath?: { path: string } }[];
}

const podsOf = async (namespace: string, name: string) =>
  (await objects(namespace, 'pods')).filter(
    ({ metadata }) =>
      metadata.labels?.['app.kubernetes.io/name'] === name &&
      metadata.ownerReferences?.[0]?.kind === 'ReplicaSet',
  );
