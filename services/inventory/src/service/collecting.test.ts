import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { serverStarters } from '@hawser/core';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { CloudServiceType } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_type_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { CollectorTest } from '../../test/collector-test.ts';
import { startPlatform } from '../../test/platform.ts';
import { found, info, startPlugin } from '../../test/plugin.ts';
import { listQuery } from '../../test/query.ts';

const plugin = await startPlugin();
const platform = await startPlatform({
  PLUGINS: { 'plugin-test': { endpoint: plugin.endpoint, provider: 'test' } },
});
const test = new CollectorTest(platform);
const services = platform.client(CloudService, 'owner');
const { collects } = plugin.seen;

/** Names of cloud services, in order. */
const names = async (filter: Parameters<typeof listQuery>[0]['filter'] = []) =>
  (await services.list({ query: listQuery({ filter: filter!, sort: [{ key: 'name' }] }) })).results.map(
    ({ name }) => name,
  );

const one = async (name: string) => (await services.list({ name })).results[0]!;

/** Makes the plugin find these. */
const finds = (...messages: ReturnType<typeof info>[]) => {
  plugin.script.collect = async function* () {
    yield* messages;
  };
};

describe('collecting without a secret service', () => {
  before(() => platform.inventory.start([serverStarters.worker]));

  it('stores what the plugin finds, and updates it the next time', async () => {
    const { collectorId } = await test.create({
      pluginInfo: { pluginId: 'plugin-test', options: { deep: true } },
    });
    finds(found('srv-1', { cpu: 2, nested: { a: 1 } }), found('srv-2', { cpu: 4 }));
    const first = await test.collect(collectorId);
    assert.deepEqual(first.ended, ['SUCCESS', 'SUCCESS']);
    assert.deepEqual(first.counts, { created: 2, updated: 0, failed: 0, disconnected: 0, deleted: 0 });
    assert.deepEqual(
      [
        collects.at(-1)!.options,
        collects.at(-1)!.secretData,
        collects.at(-1)!.filter,
        collects.at(-1)!.taskOptions,
      ],
      [{ deep: true }, {}, {}, undefined],
    );
    const stored = await one('srv-1');
    assert.deepEqual(stored.data, { cpu: 2, nested: { a: 1 } });
    assert.deepEqual(stored.tags, { test: { Name: 'srv-1' } });
    assert.deepEqual(stored.tagKeys, { test: ['Name'] });
    assert.deepEqual(stored.metadata, { test: { view: 'x' } });
    assert.deepEqual(
      [stored.domainId, stored.workspaceId, stored.regionCode],
      ['domain-1', 'workspace-1', 'here'],
    );
    assert.equal(stored.collectionInfo!.collectorId, collectorId);
    assert.deepEqual(stored.reference!.resourceId, 'srv-1');

    finds(found('srv-1', { cpu: 8 }), found('srv-2', { cpu: 4 }));
    const second = await test.collect(collectorId);
    assert.deepEqual(second.counts, { created: 0, updated: 2, failed: 0, disconnected: 0, deleted: 0 });
    const again = await services.get({ cloudServiceId: stored.cloudServiceId });
    assert.deepEqual(again.data, { cpu: 8, nested: { a: 1 } });
    assert.ok(again.collectionInfo!.lastCollectedAt > stored.collectionInfo!.lastCollectedAt);
    assert.equal((await services.list({ provider: 'test' })).totalCount, 2);
  });

  it('stores types and regions without counting them', async () => {
    const { collectorId } = await test.create();
    const type = (labels: string[]) =>
      info({
        state: 'SUCCESS',
        resource_type: 'inventory.CloudServiceType',
        match_rules: { '1': ['name', 'group', 'provider'] },
        resource: {
          name: 'Server',
          group: 'Compute',
          provider: 'types',
          is_primary: true,
          service_code: null,
          labels,
          json_metadata: '{"view":1}',
          tags: {},
        },
      });
    const region = (name: string) =>
      info({
        state: 'SUCCESS',
        resource_type: 'inventory.Region',
        match_rules: { '1': ['region_code', 'provider'] },
        resource: { name, region_code: 'r1', provider: 'types', tags: null },
      });
    finds(type(['a']), region('One'), type(['b']));
    assert.deepEqual((await test.collect(collectorId)).counts, {
      created: 0,
      updated: 0,
      failed: 0,
      disconnected: 0,
      deleted: 0,
    });
    finds(region('Uno'));
    await test.collect(collectorId);
    const types = (await platform.client(CloudServiceType, 'owner').list({ provider: 'types' })).results;
    assert.deepEqual(
      types.map(({ cloudServiceTypeKey, labels, metadata, isPrimary }) => [
        cloudServiceTypeKey,
        labels!.values.length,
        metadata,
        isPrimary,
      ]),
      [['types.Compute.Server', 1, { view: 1 }, true]],
    );
    const regions = (await platform.client(Region, 'owner').list({ provider: 'types' })).results;
    assert.deepEqual(
      regions.map(({ name, regionKey }) => [name, regionKey]),
      [['Uno', 'types.r1']],
    );
  });

  it('tries match rules in the order of their numbers', async () => {
    const { collectorId } = await test.create();
    const rules = {
      '2': ['name', 'provider'],
      '10': ['account', 'provider'],
      '1': ['reference.resource_id'],
    };
    const item = (name: string, resourceId: string, account: string) =>
      info({
        ...JSON.parse(
          JSON.stringify({ state: 'SUCCESS', resource_type: 'inventory.CloudService', match_rules: rules }),
        ),
        resource: {
          name,
          cloud_service_type: 'T',
          cloud_service_group: 'G',
          provider: 'order',
          account,
          data: {},
          reference: { resource_id: resourceId },
        },
      });
    finds(item('a', 'id-a', 'acc-1'), item('b', 'id-b', 'acc-2'));
    assert.equal((await test.collect(collectorId)).counts.created, 2);
    // The id is new, but the name is known; then name and id are new, but the account is known.
    finds(item('a', 'id-a2', 'acc-3'), item('c', 'id-c', 'acc-2'));
    assert.deepEqual((await test.collect(collectorId)).counts, {
      created: 0,
      updated: 2,
      failed: 0,
      disconnected: 0,
      deleted: 0,
    });
    assert.deepEqual(await names([{ k: 'provider', v: 'order', o: 'eq' }]), ['a', 'c']);
    assert.equal((await one('a')).reference!.resourceId, 'id-a2');
  });

  it('skips keys without a value, and can not tell apart what several rules find more than once', async () => {
    const { collectorId } = await test.create();
    const item = (name: string | null, account: string, rules: Record<string, string[]>) =>
      info({
        state: 'SUCCESS',
        resource_type: 'inventory.CloudService',
        match_rules: rules,
        resource: {
          name,
          cloud_service_type: 'T',
          cloud_service_group: 'G',
          provider: 'many',
          account,
          data: {},
        },
      });
    const byName = { '1': ['name', 'provider'] };
    finds(item('x', 'same', byName), item('y', 'same', byName));
    assert.equal((await test.collect(collectorId)).counts.created, 2);
    finds(
      item('x', 'same', { '1': ['account', 'provider'], '2': ['name'] }),
      item('z', 'same', { '1': ['account', 'provider'], '2': ['name'] }),
      item(null, 'same', { '1': ['name', 'account', 'provider'] }),
    );
    const { counts, task, ended } = await test.collect(collectorId);
    assert.deepEqual(counts, { created: 1, updated: 1, failed: 1, disconnected: 0, deleted: 0 });
    assert.deepEqual(ended, ['FAILURE', 'FAILURE']);
    assert.equal(task.errors[0]!.errorCode, 'ERROR_TOO_MANY_MATCH');
    assert.match(task.errors[0]!.message, /account, provider/);
    assert.equal(task.errors[0]!.additional!.provider, 'many');
  });

  it('matches by keys of data, tags and lists', async () => {
    const { collectorId } = await test.create();
    const item = (uid: string, name: string, key: string) =>
      found(
        name,
        { meta: { uid } },
        { provider: 'keys', reference: null, tags: { uid }, ip_addresses: [uid], match: key },
      );
    const rule = (message: ReturnType<typeof found>, keys: string[]) =>
      Object.assign(message, { matchRules: { '1': keys } });
    finds(rule(item('u1', 'one', ''), ['data.meta.uid']), rule(item('u2', 'two', ''), ['data.meta.uid']));
    assert.equal((await test.collect(collectorId)).counts.created, 2);
    finds(
      rule(item('u1', 'uno', ''), ['data.meta.uid', 'provider']),
      rule(item('u2', 'due', ''), ['tags.uid']),
    );
    assert.equal((await test.collect(collectorId)).counts.updated, 2);
    finds(rule(item('u1', 'ein', ''), ['ip_addresses', 'provider']));
    assert.equal((await test.collect(collectorId)).counts.updated, 1);
    assert.deepEqual(await names([{ k: 'provider', v: 'keys', o: 'eq' }]), ['due', 'ein']);
  });
});
