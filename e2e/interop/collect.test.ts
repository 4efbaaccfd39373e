import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CloudServiceType } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_type_pb.js';
import { Collector } from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import {
  CollectorRule,
  CollectorRuleInfo_RuleType,
} from '@hawser/proto/spaceone/api/inventory/v1/collector_rule_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Collecting } from './collecting.ts';
import { startPlatform } from './platform.ts';
import { PythonPlugin } from './python-plugin.ts';

const platform = await startPlatform();
const at = new Collecting(platform);
const none = { createdCount: 0, updatedCount: 0, failureCount: 0, disconnectedCount: 0, deletedCount: 0 };

test('a plugin of the Python SDK is verified and collected', async t => {
  const account = await at.account('farm account');
  const pluginId = await at.register('plugin-farm', await PythonPlugin.serve('farm'));
  const collectorId = await at.collector(pluginId, { servers: ['a', 'b'], required: ['servers'] });

  await t.test('init: its metadata is kept', async () => {
    const { pluginInfo, provider } = await at.client(Collector).get({ collectorId });
    assert.equal(provider, 'aws');
    assert.deepEqual(pluginInfo?.metadata?.options_schema, {
      type: 'object',
      properties: { servers: { type: 'array' } },
      required: ['servers'],
    });
    assert.deepEqual(pluginInfo?.metadata?.supported_schedules, ['hours']);
  });

  await t.test('verify', async () => {
    await at.client(Collector).verify_plugin({ collectorId });
    await at.client(Collector).verify_plugin({ collectorId, secretId: account.secretId });
  });

  await t.test('collect', async () => {
    const { status, job, tasks, statuses, errors } = await at.collect(collectorId);
    assert.deepEqual({ status, statuses, errors }, { status: 'SUCCESS', statuses: ['SUCCESS'], errors: [] });
    assert.deepEqual(tasks, [{ ...none, createdCount: 2 }]);
    assert.deepEqual([job.totalTasks, job.remainedTasks, job.successTasks, job.failureTasks], [1, 0, 1, 0]);

    const [a, b, ...rest] = await at.found(collectorId);
    assert.deepEqual([a?.name, b?.name, rest], ['a', 'b', []]);
    assert.ok(a);
    // JSON text keeps integers exact that a double still holds.
    assert.deepEqual(a.data, { serial: 9007199254740991, cpu: { cores: 2 }, note: null });
    assert.deepEqual(
      [a.provider, a.cloudServiceGroup, a.cloudServiceType, a.regionCode, a.account],
      ['aws', 'Compute', 'Server', 'seoul', '42'],
    );
    assert.deepEqual(
      [a.instanceType, a.instanceSize, a.ipAddresses],
      ['small', 1.5, ['10.0.0.1', '10.0.0.2']],
    );
    assert.equal(a.reference?.resourceId, 'acme:a');
    assert.deepEqual(a.tags, { aws: { owner: 'kim' } });
    assert.deepEqual(a.tagKeys, { aws: ['owner'] });
    assert.deepEqual(
      [a.projectId, a.collectionInfo?.serviceAccountId, a.collectionInfo?.secretId],
      [account.projectId, account.serviceAccountId, account.secretId],
    );
  });

  await t.test('types and regions', async () => {
    const { results: types } = await at.client(CloudServiceType).list({ provider: 'aws' });
    assert.deepEqual(
      types.map(type => [type.cloudServiceTypeKey, type.isMajor, type.tags, type.labels?.values.length]),
      [['aws.Compute.Server', true, { 'spaceone:icon': 'server.svg' }, 1]],
    );
    assert.ok(types[0]?.metadata?.view);
    const { results: regions } = await at.client(Region).list({ provider: 'aws' });
    assert.deepEqual(
      regions.map(({ regionKey, name }) => [regionKey, name]),
      [['aws.seoul', 'Seoul']],
    );
  });

  await t.test('collected again after update_plugin, it updates, and counts what is gone', async () => {
    const before = await at.found(collectorId);
    const options = { servers: ['a', 'c'], cores: 4 };
    const updated = await at.client(Collector).update_plugin({ collectorId, options });
    assert.deepEqual(updated.pluginInfo?.options, options);
    assert.deepEqual(updated.pluginInfo?.metadata?.options_schema, {
      type: 'object',
      properties: { servers: { type: 'array' } },
      required: [],
    });
    const { status, tasks, errors } = await at.collect(collectorId);
    assert.deepEqual({ status, errors }, { status: 'SUCCESS', errors: [] });
    assert.deepEqual(tasks, [{ ...none, createdCount: 1, updatedCount: 1, disconnectedCount: 1 }]);
    const [a, b, c] = await at.found(collectorId);
    assert.deepEqual(
      [a?.cloudServiceId, b?.cloudServiceId],
      before.map(({ cloudServiceId }) => cloudServiceId),
    );
    assert.deepEqual([a?.data?.cpu, b?.data?.cpu, c?.name], [{ cores: 4 }, { cores: 2 }, 'c']);
  });

  await t.test('what three collections have not seen is deleted', async () => {
    assert.deepEqual((await at.collect(collectorId)).tasks, [
      { ...none, updatedCount: 2, disconnectedCount: 1 },
    ]);
    assert.deepEqual((await at.collect(collectorId)).tasks, [{ ...none, updatedCount: 2, deletedCount: 1 }]);
    assert.deepEqual(
      (await at.found(collectorId)).map(({ name }) => name),
      ['a', 'c'],
    );
  });

  await t.test('a secret that opens nothing', async () => {
    const wrong = await at.account('wrong account', { key: 'open barley' });
    const { secretId } = wrong;
    await assert.rejects(at.client(Collector).verify_plugin({ collectorId, secretId }), {
      message: /\(key = secret_data.aws_secret_access_key, reason = The key opens nothing.\)/,
    });
    const { status, tasks, errors } = await at.collect(collectorId, secretId);
    assert.deepEqual({ status, tasks }, { status: 'FAILURE', tasks: [{ ...none, failureCount: 1 }] });
    assert.equal(errors.length, 1);
    assert.match(errors[0]!.message, /The key opens nothing/);
    // One account's failure is not the other's.
    const both = await at.collect(collectorId);
    assert.deepEqual(both.statuses.toSorted(), ['FAILURE', 'SUCCESS']);
    assert.deepEqual([both.job.successTasks, both.job.failureTasks], [1, 1]);
  });
});

test('a plugin that divides a collection into tasks', async () => {
  const { secretId } = await at.account('sharded account');
  const pluginId = await at.register('plugin-sharded', await PythonPlugin.serve('sharded'));
  const collectorId = await at.collector(pluginId, { shards: ['x', 'y', 'z'] });
  const { status, job, tasks } = await at.collect(collectorId, secretId);
  assert.equal(status, 'SUCCESS');
  assert.equal(job.totalTasks, 1);
  assert.deepEqual(tasks, [{ ...none, createdCount: 3 }]);
  assert.deepEqual(
    (await at.found(collectorId)).map(({ data }) => data?.shard),
    ['x', 'y', 'z'],
  );

  await at.client(Collector).update_plugin({ collectorId, options: { shards: ['x', 'bad', 'new'] } });
  const again = await at.collect(collectorId, secretId);
  assert.equal(again.status, 'FAILURE');
  // The other parts are collected; what the failed one would have found is not taken for gone.
  assert.deepEqual(again.tasks, [{ ...none, createdCount: 1, updatedCount: 1, failureCount: 1 }]);
  assert.match(again.errors[0]!.message, /The shard can't be read/);
});

test('a plugin without the SDK, with a second match rule and a rule of its own', async () => {
  const account = await at.account('bare account');
  const other = await at.account('owner of disks', { accountId: '210987654321' });
  const pluginId = await at.register('plugin-bare', await PythonPlugin.script('bare.py'));
  const disks = [
    { name: 'one', size: 1, serial: 's1', account: '210987654321' },
    { name: 'two', size: 2, serial: '', account: null },
  ];
  const collectorId = await at.collector(pluginId, { disks });
  await at.client(Collector).verify_plugin({ collectorId, secretId: account.secretId });
  const { results: rules } = await at.client(CollectorRule).list({ collectorId });
  assert.deepEqual(
    rules.map(({ name, ruleType }) => [name, CollectorRuleInfo_RuleType[ruleType]]),
    [['By account', 'MANAGED']],
  );
  const first = await at.collect(collectorId, account.secretId);
  assert.deepEqual(
    [first.status, first.tasks, first.errors],
    ['SUCCESS', [{ ...none, createdCount: 2 }], []],
  );
  const owners = (await at.found(collectorId)).map(disk => [
    disk.projectId,
    disk.collectionInfo?.serviceAccountId,
  ]);
  assert.deepEqual(owners, [
    [other.projectId, other.serviceAccountId],
    [account.projectId, account.serviceAccountId],
  ]);

  const renamed = [
    { name: 'uno', size: 1, serial: 's1', account: '210987654321' },
    { name: 'two', size: 3, serial: 's2', account: null },
  ];
  await at.client(Collector).update_plugin({ collectorId, options: { disks: renamed } });
  const second = await at.collect(collectorId, account.secretId);
  assert.deepEqual(second.tasks, [{ ...none, updatedCount: 2 }]);
  assert.deepEqual(
    (await at.found(collectorId)).map(({ name, data }) => [name, data?.serial, data?.size]),
    [
      ['two', 's2', 3],
      ['uno', 's1', 1],
    ],
  );
});
