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

  it('keeps good resources and tells what is wrong with the others', async () => {
    const { collectorId } = await test.create();
    const base = {
      state: 'SUCCESS',
      resource_type: 'inventory.CloudService',
      match_rules: { '1': ['name'] },
    };
    const resource = {
      name: 'w',
      cloud_service_type: 'T',
      cloud_service_group: 'G',
      provider: 'wrong',
      data: {},
    };
    finds(
      found('fine-1', {}, { provider: 'wrong' }),
      info({
        ...base,
        state: 'FAILURE',
        message: 'no access',
        resource: { provider: 'wrong', cloud_service_group: 'G' },
      }),
      info({ ...base, match_rules: {}, resource }),
      info({ ...base, match_rules: { '1': ['nothing'] }, resource }),
      info({ ...base, match_rules: { '1': ['nothing'] }, resource: { ...resource, nothing: 'x' } }),
      info({ ...base, resource: { ...resource, provider: null } }),
      info({ ...base, resource: { ...resource, instance_size: 'big' } }),
      info({ ...base, resource: { ...resource, data: null, json_data: '[1]' } }),
      info({ ...base, resource: { ...resource, data: null, json_data: '{broken' } }),
      info({ ...base, resource_type: 'inventory.Nothing', resource }),
      info({
        resource_type: 'inventory.ErrorResource',
        state: 'FAILURE',
        message: '',
        resource: { resource_type: 'inventory.CloudService' },
      }),
      found('fine-2', { text: 'with \u0000 null' }, { provider: 'wrong' }),
    );
    const { counts, task, ended } = await test.collect(collectorId);
    assert.deepEqual(counts, { created: 2, updated: 0, failed: 10, disconnected: 0, deleted: 0 });
    assert.deepEqual(ended, ['FAILURE', 'FAILURE']);
    assert.deepEqual(
      task.errors.map(({ errorCode }) => errorCode),
      [
        'ERROR_PLUGIN',
        'ERROR_MATCH_RULE',
        'ERROR_MATCH_RULE',
        'ERROR_REQUIRED_PARAMETER',
        'ERROR_INVALID_PARAMETER_TYPE',
        'ERROR_INVALID_PARAMETER_TYPE',
        'ERROR_INVALID_PARAMETER_TYPE',
        'ERROR_UNSUPPORTED_RESOURCE_TYPE',
        'ERROR_PLUGIN',
        'ERROR_MATCH_RULE',
      ],
    );
    assert.deepEqual(
      [task.errors[0]!.message, task.errors[0]!.additional],
      ['no access', { provider: 'wrong', cloud_service_group: 'G' }],
    );
    assert.equal(task.errors[8]!.message, 'Unknown error.');
    assert.deepEqual((await one('fine-2')).data, { text: 'with  null' });
    assert.deepEqual(await names([{ k: 'provider', v: 'wrong', o: 'eq' }]), ['fine-1', 'fine-2']);
  });

  it('keeps what came before the plugin broke off, and fails the task', async () => {
    const { collectorId } = await test.create();
    plugin.script.collect = async function* () {
      yield found('before-1', {}, { provider: 'broken' });
      yield found('before-2', {}, { provider: 'broken' });
      throw new Error('a secret detail');
    };
    const { counts, task, ended } = await test.collect(collectorId);
    assert.deepEqual(counts, { created: 2, updated: 0, failed: 1, disconnected: 0, deleted: 0 });
    assert.deepEqual(ended, ['FAILURE', 'FAILURE']);
    assert.deepEqual(
      task.errors.map(({ errorCode }) => errorCode),
      ['ERROR_COLLECTOR_PLUGIN'],
    );
    assert.deepEqual(await names([{ k: 'provider', v: 'broken', o: 'eq' }]), ['before-1', 'before-2']);
  });

  it('counts resources as missed, and deletes them the third time', async () => {
    const { collectorId } = await test.create();
    finds(found('stays', {}, { provider: 'gone' }), found('goes', {}, { provider: 'gone' }));
    await test.collect(collectorId);
    const { cloudServiceId } = await one('goes');
    finds(found('stays', {}, { provider: 'gone' }));
    for (const expected of [
      { disconnected: 1, deleted: 0 },
      { disconnected: 1, deleted: 0 },
      { disconnected: 0, deleted: 1 },
    ]) {
      assert.deepEqual((await test.collect(collectorId)).counts, {
        created: 0,
        updated: 1,
        failed: 0,
        ...expected,
      });
    }
    assert.deepEqual(await names([{ k: 'provider', v: 'gone', o: 'eq' }]), ['stays']);
    assert.equal((await services.get({ cloudServiceId })).state, 'DELETED');
    finds(found('stays', {}, { provider: 'gone' }), found('goes', {}, { provider: 'gone' }));
    assert.deepEqual((await test.collect(collectorId)).counts, {
      created: 1,
      updated: 1,
      failed: 0,
      disconnected: 0,
      deleted: 0,
    });
  });

  it('does not count a resource as missed when it is seen again, or when the task failed', async () => {
    const { collectorId } = await test.create();
    const all = [found('seen', {}, { provider: 'seen' }), found('other', {}, { provider: 'seen' })];
    finds(...all);
    await test.collect(collectorId);
    finds(all[1]!);
    await test.collect(collectorId);
    await test.collect(collectorId);
    finds(...all);
    await test.collect(collectorId);
    finds(all[1]!);
    assert.equal((await test.collect(collectorId)).counts.disconnected, 1);
    finds(all[1]!, info({ state: 'FAILURE', message: 'x', resource_type: 'inventory.CloudService' }));
    assert.equal((await test.collect(collectorId)).counts.disconnected, 0);
    assert.deepEqual(await names([{ k: 'provider', v: 'seen', o: 'eq' }]), ['other', 'seen']);
  });

  it('updates a resource that comes twice in one stream', async () => {
    const { collectorId } = await test.create();
    finds(found('twice', { n: 1 }, { provider: 'twice' }), found('twice', { n: 2 }, { provider: 'twice' }));
    assert.deepEqual((await test.collect(collectorId)).counts, {
      created: 1,
      updated: 1,
      failed: 0,
      disconnected: 0,
      deleted: 0,
    });
    assert.deepEqual((await one('twice')).data, { n: 2 });
  });

  it('overwrites what a user changed, where the plugin says otherwise', async () => {
    const { collectorId } = await test.create();
    finds(found('mine', { a: 1 }, { provider: 'mine' }));
    await test.collect(collectorId);
    const { cloudServiceId } = await one('mine');
    await services.update({ cloudServiceId, data: { a: 2, note: 'own' }, tags: { own: 'tag' } });
    assert.equal((await test.collect(collectorId)).counts.updated, 1);
    const { data, tags } = await services.get({ cloudServiceId });
    assert.deepEqual(
      [data, tags],
      [
        { a: 1, note: 'own' },
        { mine: { Name: 'mine' }, custom: { own: 'tag' } },
      ],
    );
  });
});
