import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Collector, PluginInfo_UpgradeMode } from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { CollectorRule } from '@hawser/proto/spaceone/api/inventory/v1/collector_rule_pb.js';
import { Job } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { JobTask } from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';
import { CollectorTest } from '../../test/collector-test.ts';
import { fails } from '../../test/fails.ts';
import { startPlatform } from '../../test/platform.ts';
import { startPlugin } from '../../test/plugin.ts';
import { listQuery, resultsOf, statQuery } from '../../test/query.ts';
import { supplied, suppliers } from '../../test/suppliers.ts';

const plugin = await startPlugin();
supplied.endpoint = plugin.endpoint;
supplied.plugins.set('plugin-test', { provider: 'test', capability: { supported_schema: ['test-key'] } });
supplied.plugins.set('plugin-many', { provider: '', capability: { supported_providers: ['a', 'b'] } });
supplied.plugins.set('plugin-free', { provider: 'free', capability: { use_secret: false } });
const platform = await startPlatform({}, [suppliers]);
const test = new CollectorTest(platform);
const { collectors } = test;
const admin = platform.client(Collector, 'admin');
const rules = platform.client(CollectorRule, 'owner');

describe('Collector', () => {
  beforeEach(() => {
    plugin.script.metadata = {};
    supplied.version = '';
  });

  it('initializes its plugin, and keeps what that says about itself', async () => {
    plugin.script.metadata = { options_schema: { type: 'object' } };
    supplied.version = '1.2';
    const created = await test.create({
      pluginInfo: { pluginId: 'plugin-test', version: '1.0', options: { a: 1 } },
      schedule: { state: 1, hours: [3, 15] },
      tags: { x: 'y' },
    });
    assert.match(created.collectorId, /^collector-[0-9a-f]{12}$/);
    assert.deepEqual([created.provider, created.capability], ['test', { supported_schema: ['test-key'] }]);
    const info = created.pluginInfo!;
    assert.deepEqual(
      [info.version, info.options, info.upgradeMode],
      ['1.2', { a: 1 }, PluginInfo_UpgradeMode.AUTO],
    );
    assert.deepEqual(info.metadata, {
      supported_features: ['garbage_collection'],
      options_schema: { type: 'object' },
    });
    assert.deepEqual(created.schedule!.hours, [3, 15]);
    assert.deepEqual(
      [created.workspaceId, created.resourceGroup, created.lastCollectedAt],
      ['workspace-1', 2, ''],
    );
    assert.deepEqual(await collectors.get({ collectorId: created.collectorId }), created);
  });

  it('belongs to a workspace, or to the domain', async () => {
    const domainWide = await admin.create({
      name: 'all',
      pluginInfo: { pluginId: 'plugin-test' },
      resourceGroup: 1,
    });
    assert.equal(domainWide.workspaceId, '*');
    const { collectorId } = domainWide;
    assert.equal((await collectors.get({ collectorId })).name, 'all');
    await fails('NOT_FOUND', collectors.update({ collectorId, name: 'mine' }));
    await fails('NOT_FOUND', collectors.update_plugin({ collectorId, options: {} }));
    await fails('NOT_FOUND', collectors.delete({ collectorId }));
    await fails('PERMISSION_DENIED', test.create({ resourceGroup: 1 }));
    await fails('REQUIRED_PARAMETER', test.create({ resourceGroup: 0 }), /resource_group/);
    const request = { name: 'x', pluginInfo: { pluginId: 'plugin-test' }, resourceGroup: 2 } as const;
    await fails('REQUIRED_PARAMETER', admin.create(request), /workspace_id/);
    await fails('NOT_FOUND', admin.create({ ...request, workspaceId: 'workspace-none' }), /workspace-none/);
    assert.equal((await admin.create({ ...request, workspaceId: 'workspace-2' })).workspaceId, 'workspace-2');
    await admin.delete({ collectorId });
  });

  it('is not created when something is wrong with it', async () => {
    await fails('NOT_FOUND', test.create({ pluginInfo: { pluginId: 'plugin-none' } }), /plugin-none/);
    await fails(
      'INVALID_PARAMETER',
      test.create({ pluginInfo: { pluginId: 'plugin-many' }, provider: 'c' }),
      /provider/,
    );
    assert.equal(
      (await test.create({ pluginInfo: { pluginId: 'plugin-many' }, provider: 'b' })).provider,
      'b',
    );
    await fails('INVALID_PARAMETER', test.create({ schedule: { state: 1, hours: [1, 2, 3] } }), /Maximum 2/);
    const broken = { pluginId: 'plugin-test', options: { broken: true } };
    await fails('PLUGIN_FAILURE', test.create({ name: 'broken', pluginInfo: broken }));
    assert.equal((await collectors.list({ name: 'broken' })).totalCount, 0);
    for (const [filter, text] of [
      [{ secrets: ['secret-1', 'secret-none'] }, /secrets are not found: secret-none/],
      [{ serviceAccounts: ['sa-none'] }, /service accounts are not found: sa-none/],
      [{ schemas: ['x'] }, /schemas are not found: x/],
      [{ excludeSecrets: ['secret-o'] }, /exclude secrets are not found: secret-o/],
    ] satisfies [object, RegExp][]) {
      await fails('INVALID_PARAMETER', test.create({ secretFilter: { state: 1, ...filter } }), text);
    }
    const secretFilter = {
      state: 1,
      secrets: ['secret-1'],
      excludeServiceAccounts: ['sa-2'],
      schemas: ['test-key'],
    };
    assert.deepEqual((await test.create({ secretFilter })).secretFilter!.secrets, ['secret-1']);
  });

  it('is updated, and keeps what is left out', async () => {
    const { collectorId } = await test.create({ schedule: { state: 1, hours: [1] }, tags: { a: 'b' } });
    const updated = await collectors.update({ collectorId, name: 'renamed', schedule: { state: 2 } });
    assert.deepEqual([updated.name, updated.schedule!.state, updated.tags], ['renamed', 2, { a: 'b' }]);
    await fails(
      'INVALID_PARAMETER',
      collectors.update({ collectorId, schedule: { state: 1, hours: [1, 2, 3] } }),
    );
    const disabled = await collectors.update({
      collectorId,
      secretFilter: { state: 2, secrets: ['secret-1'] },
    });
    assert.deepEqual([disabled.secretFilter!.state, disabled.secretFilter!.secrets], [2, []]);
    await fails('NOT_FOUND', collectors.update({ collectorId: 'collector-none', name: 'x' }));
  });

  it('initializes the plugin again when that is changed, and replaces its rules', async () => {
    const rule = (name: string) => ({
      name,
      conditions_policy: 'ALWAYS',
      actions: { change_project: 'project-1' },
      options: null,
    });
    plugin.script.metadata = { collector_rules: [rule('first'), rule('second')] };
    const { collectorId } = await test.create();
    const managed = async () =>
      (await rules.list({ collectorId, ruleType: 1 })).results.map(({ name, order }) => [name, order]);
    assert.deepEqual(await managed(), [
      ['first', 1],
      ['second', 2],
    ]);
    plugin.script.metadata = { collector_rules: [rule('third')] };
    const inits = plugin.seen.inits;
    const updated = await collectors.update_plugin({
      collectorId,
      version: '2.0',
      options: { b: 2 },
      upgradeMode: 1,
    });
    assert.equal(plugin.seen.inits, inits + 1);
    assert.deepEqual(
      [updated.pluginInfo!.version, updated.pluginInfo!.options, updated.pluginInfo!.upgradeMode],
      ['2.0', { b: 2 }, 1],
    );
    assert.deepEqual(await managed(), [['third', 1]]);
    await fails('NOT_FOUND', collectors.update_plugin({ collectorId, version: 'none' }));
    await fails('PLUGIN_FAILURE', collectors.update_plugin({ collectorId, options: { broken: true } }));
    assert.deepEqual((await collectors.get({ collectorId })).pluginInfo!.options, { b: 2 });
  });

  it('follows a newer version of its plugin when it collects', async () => {
    const { collectorId } = await test.create();
    supplied.version = '3.0';
    plugin.script.metadata = { newer: true };
    await collectors.collect({ collectorId });
    const { version, metadata } = (await collectors.get({ collectorId })).pluginInfo!;
    assert.deepEqual([version, metadata!.newer], ['3.0', true]);
  });

  it('verifies with the first secret that it may use', async () => {
    const { collectorId } = await test.create();
    await collectors.verify_plugin({ collectorId });
    supplied.data.set('secret-1', { token: 'wrong' });
    await fails('INVALID_PARAMETER', collectors.verify_plugin({ collectorId }), /the token is wrong/);
    await collectors.verify_plugin({ collectorId, secretId: 'secret-2' });
    supplied.data.set('secret-1', { account: 1 });
    await fails('NOT_FOUND', collectors.verify_plugin({ collectorId: 'collector-none' }));
  });

  it('collects without a secret where the plugin needs none', async () => {
    const { collectorId } = await test.create({ pluginInfo: { pluginId: 'plugin-free' } });
    const job = await collectors.collect({ collectorId });
    assert.equal(job.totalTasks, 1);
    const [task] = (await test.tasks.list({ jobId: job.jobId })).results;
    assert.deepEqual([task!.secretId, task!.workspaceId, task!.provider], ['', 'workspace-1', 'free']);
    await fails('NOT_FOUND', collectors.collect({ collectorId, secretId: 'secret-1' }));
    await fails('NOT_FOUND', collectors.collect({ collectorId: 'collector-none' }));
  });

  it('lists by plugin and by states, and aggregates', async () => {
    await test.create({ name: 'listed', schedule: { state: 1, hours: [5] } });
    await test.create({ name: 'listed', schedule: { state: 2 } });
    const listed = async (more: object) => (await collectors.list({ name: 'listed', ...more })).totalCount;
    assert.deepEqual(
      [await listed({}), await listed({ scheduleState: 1 }), await listed({ pluginId: 'plugin-test' })],
      [2, 1, 2],
    );
    assert.equal(await listed({ pluginId: 'plugin-none' }), 0);
    const query = statQuery({
      filter: [{ k: 'name', v: 'listed', o: 'eq' }],
      aggregate: [{ count: { name: 'n' } }],
    });
    assert.deepEqual(resultsOf(await collectors.stat({ query })), [{ n: 2 }]);
    const minimal = await collectors.list({ name: 'listed', query: listQuery({ minimal: true }) });
    assert.deepEqual(
      [minimal.results[0]!.pluginInfo!.pluginId, minimal.results[0]!.schedule],
      ['plugin-test', undefined],
    );
  });

  it('takes its rules and jobs along when it is deleted', async () => {
    const { collectorId } = await test.create();
    await rules.create({ collectorId, conditionsPolicy: 3, actions: {} });
    const { jobId } = await collectors.collect({ collectorId });
    await collectors.delete({ collectorId });
    await fails('NOT_FOUND', collectors.get({ collectorId }));
    await fails('NOT_FOUND', platform.client(Job, 'owner').get({ jobId }));
    assert.equal((await platform.client(JobTask, 'owner').list({ jobId })).totalCount, 0);
    assert.equal((await rules.list({ collectorId })).totalCount, 0);
    await fails('NOT_FOUND', collectors.delete({ collectorId }));
  });
});
