import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { serverStarters } from '@hawser/core';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
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

describe('collecting what is flawed or gone', () => {
  before(() => platform.inventory.start([serverStarters.worker]));

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
