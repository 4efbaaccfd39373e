import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { startPlatform } from './platform.ts';
import { PythonPlugin } from './python-plugin.ts';
import { Spacectl } from './spacectl.ts';

const { endpoints, tokens } = await startPlatform();
const admin = new Spacectl(endpoints, { token: tokens.admin });
const owner = new Spacectl(endpoints, { token: tokens.workspace });

type Row = Record<string, unknown>;
interface Listed {
  results?: Row[];
  total_count?: number;
}
const query = (value: object) => ['-j', JSON.stringify({ query: value })];

/** Waits for a job's end. */
async function ended(jobId: unknown): Promise<Row> {
  for (;;) {
    const job = await owner.json('get', 'inventory.Job', '-p', `job_id=${jobId}`);
    if (job.status !== 'IN_PROGRESS') return job;
    await delay(50);
  }
}

test('a collector from its plugin to its metrics, by spacectl alone', async t => {
  const plugin = await PythonPlugin.serve('metered');
  await admin.call('register', 'plugin', {
    plugin_id: 'plugin-metered',
    name: 'Metered',
    image: 'acme/metered',
    resource_type: 'inventory.Collector',
    provider: 'aws',
    registry_config: { endpoint: plugin.endpoint },
    capability: { supported_schema: ['aws-secret-access-key'] },
  });
  const project = await owner.call('create', 'project', { name: 'volumes', project_type: 'PRIVATE' });
  const account = await owner.call('create', 'sa', {
    name: 'volumes',
    provider: 'aws',
    data: { account_id: '123456789012' },
    project_id: project.project_id,
    secret_schema_id: 'aws-secret-access-key',
    secret_data: { aws_access_key_id: 'some-id', aws_secret_access_key: 'some-key' },
  });
  const request = {
    name: 'Volumes',
    plugin_info: { plugin_id: 'plugin-metered', upgrade_mode: 'AUTO', options: {} },
    schedule: { state: 'ENABLED', hours: [3, 15] },
    secret_filter: { state: 'ENABLED', service_accounts: [account.service_account_id] },
    resource_group: 'DOMAIN',
    tags: { a: 'b' },
  };
  const create = (more: object) => [
    'exec',
    'create',
    'collector',
    '-j',
    JSON.stringify({ ...request, ...more }),
  ];
  let collector: Row = {};
  const id = () => ['-p', `collector_id=${collector.collector_id}`];

  await t.test('create, and what a plugin refuses', async () => {
    assert.match(
      await admin.error(
        ...create({ plugin_info: { plugin_id: 'plugin-metered', options: { unusable: true } } }),
      ),
      /The option unusable is of no use/,
    );
    assert.match(await admin.error(...create({ name: '' })), /^Required parameter\. \(key = name\)/);
    assert.match(
      await admin.error(...create({ schedule: { state: 'ENABLED', hours: [1, 2, 3] } })),
      /\(key = schedule\.hours, reason = Maximum 2 hours can be set\.\)/,
    );
    collector = await admin.json(...create({}));
    assert.deepEqual(
      [collector.provider, collector.resource_group, collector.workspace_id, collector.tags],
      ['aws', 'DOMAIN', '*', { a: 'b' }],
    );
    assert.deepEqual(collector.capability, { supported_schema: ['aws-secret-access-key'] });
    assert.deepEqual(collector.schedule, { state: 'ENABLED', hours: [3, 15] });
  });

  await t.test('get, list, stat and update', async () => {
    const got = await admin.json('get', 'collector', ...id());
    assert.deepEqual(got, collector);
    const text = await owner.text('list', 'collector', '-c', 'name,plugin_info.plugin_id|Plugin');
    assert.match(text, /Volumes +\| plugin-metered/);
    const keys = { keys: [{ key: 'provider', name: 'p' }], fields: [{ name: 'n', operator: 'count' }] };
    const stat = await admin.json<Listed>('stat', 'collector', ...query({ aggregate: [{ group: keys }] }));
    assert.deepEqual(stat.results, [{ p: 'aws', n: 1 }]);
    const changed = await admin.call('update', 'collector', {
      collector_id: collector.collector_id,
      name: 'All volumes',
      schedule: { state: 'DISABLED' },
    });
    assert.deepEqual(
      [changed.name, changed.tags, changed.plugin_info],
      ['All volumes', { a: 'b' }, collector.plugin_info],
    );
    assert.match(
      await owner.error('exec', 'update', 'collector', ...id(), '-p', 'name=x'),
      /^Resource cannot be found/,
    );
  });

  await t.test('verify and collect', async () => {
    assert.equal((await admin.text('exec', 'verify_plugin', 'collector', ...id())).trim(), '');
    const started = await admin.json('exec', 'collect', 'collector', ...id());
    assert.deepEqual([started.total_tasks, started.plugin_id], [1, 'plugin-metered']);
    const job = await ended(started.job_id);
    assert.deepEqual([job.status, job.success_tasks], ['SUCCESS', 1]);
    const tasks = await owner.json<Listed>('list', 'inventory.JobTask', '-p', `job_id=${job.job_id}`);
    const [task] = tasks.results ?? [];
    assert.deepEqual(
      [task?.status, task?.created_count, task?.provider, task?.service_account_id, task?.project_id],
      ['SUCCESS', 2, 'aws', account.service_account_id, project.project_id],
    );
    const found = await owner.json<Listed>(
      'list',
      'cs',
      '-s',
      'name',
      '-c',
      'name,data.size,data.kind,region_code',
    );
    assert.deepEqual(found.results, [
      { name: 'fast', 'data.size': 10, 'data.kind': 'ssd', region_code: 'seoul' },
      { name: 'slow', 'data.size': 20.5, 'data.kind': 'disk', region_code: 'seoul' },
    ]);
    const type = await owner.json<Listed>('list', 'cst', '-p', 'cloud_service_type_key=aws.Storage.Volume');
    const { metadata } = type.results![0] as { metadata: { view: { table: { layout: { options: Row } } } } };
    const { layout } = metadata.view.table;
    assert.deepEqual(layout.options.default_sort, { key: 'data.size', desc: true });
  });

  await t.test('managed namespaces and metrics, and their data', async () => {
    const namespaces = async () =>
      (await owner.json<Listed>('list', 'inventory.Namespace', '-p', 'namespace_id=ns-acme-volume')).results;
    const [namespace] = (await namespaces()) ?? [];
    assert.deepEqual(
      [namespace?.name, namespace?.is_managed, namespace?.workspace_id],
      ['Volumes 1.0', true, '*'],
    );
    await admin.call('run', 'inventory.Metric', { metric_id: 'metric-acme-volume-size' });
    const analyze = () =>
      owner.json<Listed>(
        'analyze',
        'inventory.MetricData',
        '-j',
        JSON.stringify({
          metric_id: 'metric-acme-volume-size',
          query: {
            granularity: 'MONTHLY',
            start: new Date().toISOString().slice(0, 7),
            end: new Date().toISOString().slice(0, 7),
            group_by: ['labels.kind', 'labels.region_code'],
            fields: { size: { key: 'value', operator: 'sum' } },
          },
        }),
      );
    let data = await analyze();
    while (!data.results?.length) {
      await delay(100);
      data = await analyze();
    }
    assert.deepEqual(
      data.results?.map(({ kind, region_code, size }) => [kind, region_code, size]).toSorted(),
      [
        ['disk', 'seoul', 20.5],
        ['ssd', 'seoul', 10],
      ],
    );

    await admin.call('update_plugin', 'collector', {
      collector_id: collector.collector_id,
      options: { version: '1.1' },
    });
    await ended((await admin.json('exec', 'collect', 'collector', ...id())).job_id);
    assert.deepEqual(
      (await namespaces())?.map(({ name }) => name),
      ['Volumes 1.1'],
    );
  });

  await t.test('jobs are listed and analyzed, and the collector goes', async () => {
    const jobs = await admin.json<Listed>(
      'analyze',
      'inventory.Job',
      ...query({ group_by: ['status'], fields: { n: { operator: 'count' } } }),
    );
    assert.deepEqual(jobs.results, [{ status: 'SUCCESS', n: 2 }]);
    await admin.call('delete', 'collector', { collector_id: collector.collector_id });
    assert.equal((await owner.json<Listed>('list', 'collector')).total_count, undefined);
    assert.equal((await owner.json<Listed>('list', 'cs')).total_count, 2);
  });
});
