import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Collector } from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { Collecting } from './collecting.ts';
import { startPlatform } from './platform.ts';
import { PythonPlugin } from './python-plugin.ts';

const at = new Collecting(await startPlatform());
const plugin = await PythonPlugin.serve('flawed');
const { secretId } = await at.account('account');
const collectorId = await at.collector(await at.register('plugin-flawed', plugin), {});

const names = async () => (await at.found(collectorId)).map(({ name, state }) => [name, state]);
const flaw = (name: string | null) =>
  at.client(Collector).update_plugin({ collectorId, options: name ? { flaw: name } : {} });
const updated = { createdCount: 0, updatedCount: 2, failureCount: 0, disconnectedCount: 0, deletedCount: 0 };

// Whatever went wrong in the test before: the plugin is collected again.
beforeEach(async () => {
  await flaw(null);
  const { status, errors } = await at.collect(collectorId);
  assert.deepEqual({ status, errors }, { status: 'SUCCESS', errors: [] });
});

test('what is wrong with a secret is said by verify_plugin', async () => {
  await assert.rejects(at.client(Collector).verify_plugin({ collectorId, secretId }), {
    message: /Access to acme is denied\./,
  });
});

test('failures in the stream are kept with the task, and fail it; what is good is stored', async () => {
  await flaw('failures');
  const { status, statuses, tasks, errors } = await at.collect(collectorId);
  assert.deepEqual([status, statuses], ['FAILURE', ['FAILURE']]);
  assert.deepEqual(tasks, [{ ...updated, failureCount: 2 }]);
  assert.deepEqual(errors, [
    { code: 'ERROR_PLUGIN', message: 'Bucket A is on fire.' },
    { code: 'ERROR_PLUGIN', message: 'Parameter is invalid. (key = b, reason = no)' },
  ]);
});

test('a resource without a match rule', async () => {
  await flaw('unmatched');
  const { status, tasks, errors } = await at.collect(collectorId);
  assert.deepEqual([status, tasks], ['FAILURE', [{ ...updated, failureCount: 1 }]]);
  assert.deepEqual(
    errors.map(({ code }) => code),
    ['ERROR_MATCH_RULE'],
  );
});

for (const [name, message] of [
  ['raising', /The region is closed/],
  ['crashing', /division by zero/],
] as const) {
  test(`an exception in mid-stream (${name}): what came before is kept, what did not come is not taken for gone`, async () => {
    await flaw(name);
    const { status, tasks, errors } = await at.collect(collectorId);
    assert.deepEqual([status, tasks], ['FAILURE', [{ ...updated, updatedCount: 1, failureCount: 1 }]]);
    assert.equal(errors.length, 1);
    assert.equal(errors[0]!.code, 'ERROR_COLLECTOR_PLUGIN');
    assert.match(errors[0]!.message, message);
    assert.deepEqual(await names(), [
      ['first', 'ACTIVE'],
      ['second', 'ACTIVE'],
    ]);
  });
}

test('a plugin that dies in mid-stream fails the task, and is collected again when it is back', async () => {
  await flaw('dying');
  const died = await at.collect(collectorId);
  assert.equal(await plugin.ended(), 9);
  assert.deepEqual([died.status, died.statuses], ['FAILURE', ['FAILURE']]);
  assert.deepEqual(
    died.errors.map(({ code }) => code),
    ['ERROR_COLLECTOR_PLUGIN'],
  );
  assert.ok(died.tasks[0]!.failureCount >= 1);

  // While it is away, there is nothing to collect from.
  const gone = { code: 'GRPC_CONNECTION' };
  await assert.rejects(at.client(Collector).verify_plugin({ collectorId, secretId }), gone);
  await assert.rejects(flaw(null), gone);

  await plugin.start();
  await flaw(null);
  const back = await at.collect(collectorId);
  assert.deepEqual([back.status, back.tasks, back.errors], ['SUCCESS', [updated], []]);
});

test('a plugin that was never there', async () => {
  const absent = await at.register('plugin-absent', { endpoint: 'grpc://127.0.0.1:1' });
  await assert.rejects(at.collector(absent, {}), { code: 'GRPC_CONNECTION' });
  await assert.rejects(at.collector('plugin-unknown', {}), { code: 'NOT_FOUND' });
  assert.equal((await at.client(Collector).list({ name: 'plugin-absent' })).totalCount, 0);
});
