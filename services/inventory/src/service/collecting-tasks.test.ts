import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import { serverStarters } from '@hawser/core';
import { CollectingService } from '@hawser/proto/hawser/inventory/v1/collecting_pb.js';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { CollectorTest, counts, statusOf, taskStatusOf } from '../../test/collector-test.ts';
import { fails } from '../../test/fails.ts';
import { startPlatform } from '../../test/platform.ts';
import { found, startPlugin } from '../../test/plugin.ts';
import { supplied, suppliers } from '../../test/suppliers.ts';
import { until } from '../../test/until.ts';

const plugin = await startPlugin();
supplied.endpoint = plugin.endpoint;
supplied.plugins.set('plugin-test', { provider: 'test', capability: {} });
const platform = await startPlatform({}, [suppliers]);
const { script, seen } = plugin;
const test = new CollectorTest(platform);
const services = platform.client(CloudService, 'owner');
const cancel = platform.client(CollectingService, 'owner');

/** A promise, and what fulfils it. */
const gate = () => Promise.withResolvers<void>();

describe('collecting with secrets', () => {
  before(() => platform.inventory.start([serverStarters.worker]));
  beforeEach(() => {
    script.metadata = {};
    script.tasks = undefined;
    seen.collects.length = 0;
  });

  it('has a task for each secret, whose project and service account the resources get', async () => {
    const { collectorId } = await test.create();
    script.collect = async function* ({ secretData }) {
      yield found(`account-${secretData!.account}`, {}, { provider: 'secrets' });
    };
    const { job, tasks } = await test.collect(collectorId);
    assert.equal(statusOf(job), 'SUCCESS');
    assert.deepEqual([job.totalTasks, job.remainedTasks, job.successTasks, job.failureTasks], [2, 0, 2, 0]);
    assert.deepEqual(
      tasks.map(task => [
        task.secretId,
        task.projectId,
        task.serviceAccountId,
        task.provider,
        task.createdCount,
      ]),
      [
        ['secret-1', 'project-1', 'sa-1', 'test', 1],
        ['secret-2', 'project-2', 'sa-2', 'test', 1],
      ],
    );
    assert.deepEqual(seen.collects.map(({ secretData }) => secretData!.account).sort(), [1, 2]);
    const [stored] = (await services.list({ name: 'account-2' })).results;
    assert.equal(stored!.projectId, 'project-2');
    const { serviceAccountId, secretId } = stored!.collectionInfo!;
    assert.deepEqual([serviceAccountId, secretId], ['sa-2', 'secret-2']);
  });

  it('uses the secrets that the filter lets through, or one alone', async () => {
    const { collectorId } = await test.create({
      secretFilter: { state: 1, excludeServiceAccounts: ['sa-1'] },
    });
    script.collect = async function* () {};
    const used = async (secretId = '') =>
      (await test.collect(collectorId, secretId)).tasks.map(task => task.secretId);
    assert.deepEqual(await used(), ['secret-2']);
    await test.collectors.update({
      collectorId,
      secretFilter: { state: 1, secrets: ['secret-1', 'secret-2'] },
    });
    assert.deepEqual(await used(), ['secret-1', 'secret-2']);
    assert.deepEqual(await used('secret-1'), ['secret-1']);
    await test.collectors.update({ collectorId, secretFilter: { state: 2 } });
    assert.deepEqual(await used(), ['secret-1', 'secret-2']);
    const { job } = await test.collect(collectorId, 'secret-9');
    assert.deepEqual([statusOf(job), job.totalTasks], ['SUCCESS', 0]);
  });

  it('runs the parts that the plugin divides a task into, and sums up what they count', async () => {
    const { collectorId } = await test.create({ secretFilter: { state: 1, secrets: ['secret-1'] } });
    script.tasks = ({ account }) => [{ region: `a${account}` }, { region: 'b' }, { region: 'c' }];
    script.collect = async function* ({ taskOptions }) {
      yield found(`part-${taskOptions!.region}`, {}, { provider: 'parts' });
      if (taskOptions!.region === 'b') throw new Error('broke');
    };
    const { task, job, counts: counted } = await test.collect(collectorId);
    assert.deepEqual(counted, { created: 3, updated: 0, failed: 1, disconnected: 0, deleted: 0 });
    assert.deepEqual([statusOf(job), taskStatusOf(task), job.totalTasks], ['FAILURE', 'FAILURE', 1]);
    assert.equal(task.errors.length, 1);
    assert.deepEqual(seen.collects.map(({ taskOptions }) => taskOptions!.region).sort(), ['a1', 'b', 'c']);
  });

  it('cancels what runs for the same request, and keeps what it has stored', async () => {
    const { collectorId } = await test.create({ secretFilter: { state: 1, secrets: ['secret-1'] } });
    const release = gate();
    script.collect = async function* () {
      yield found('first', {}, { provider: 'twice' });
      await release.promise;
    };
    const first = await test.collectors.collect({ collectorId });
    await until(async () => (await services.list({ provider: 'twice' })).results[0], 'the first resource');
    script.collect = async function* () {
      yield found('second', {}, { provider: 'twice' });
    };
    const second = await test.collect(collectorId);
    assert.equal(statusOf(second.job), 'SUCCESS');
    const ended = await test.ended(first.jobId);
    assert.deepEqual(ended.ended, ['CANCELED', 'CANCELED']);
    assert.equal(ended.counts.created, 1);
    release.resolve();
    assert.equal((await services.list({ provider: 'twice' })).totalCount, 2);
  });

  it('cancels on request, running and waiting parts alike, and tells the plugin', async () => {
    const { collectorId } = await test.create();
    const before = seen.ended;
    script.collect = async function* (_, signal) {
      yield found('cancelled', {}, { provider: 'cancel' });
      await new Promise(resolve => signal.addEventListener('abort', resolve));
    };
    const { jobId } = await test.collectors.collect({ collectorId });
    await until(async () => (await services.list({ provider: 'cancel' })).results[0], 'the resource');
    await cancel.cancelJob({ jobId });
    const { job, tasks } = await test.ended(jobId);
    assert.equal(statusOf(job), 'CANCELED');
    assert.deepEqual(tasks.map(taskStatusOf), ['CANCELED', 'CANCELED']);
    await until(async () => (seen.ended > before ? true : undefined), 'the plugin to hear of it');
    await fails('NOT_FOUND', cancel.cancelJob({ jobId: 'job-none' }));
    await fails('NOT_FOUND', platform.client(CollectingService, 'neighbour').cancelJob({ jobId }));
  });

  it('runs as many tasks at a time as the plugin allows', { timeout: 30_000 }, async () => {
    script.metadata = { concurrency: 1 };
    const { collectorId } = await test.create();
    let running = 0;
    let most = 0;
    script.collect = async function* () {
      most = Math.max(most, ++running);
      yield found(`alone-${Math.random()}`, {}, { provider: 'alone' });
      await until(async () => (await services.list({ provider: 'alone' })).results[0], 'its own resource');
      running--;
    };
    const { job } = await test.collect(collectorId);
    assert.deepEqual([statusOf(job), most], ['SUCCESS', 1]);
  });

  it('shows how far it is while it runs', async () => {
    const { collectorId } = await test.create({ secretFilter: { state: 1, secrets: ['secret-1'] } });
    const release = gate();
    script.collect = async function* () {
      for (let i = 0; i < 501; i++) yield found(`slow-${i}`, {}, { provider: 'slow' });
      await release.promise;
    };
    const { jobId } = await test.collectors.collect({ collectorId });
    const partly = await until(async () => {
      const [task] = (await test.tasks.list({ jobId })).results;
      return task!.createdCount >= 501 ? task : undefined;
    }, 'both batches');
    assert.equal(taskStatusOf(partly), 'IN_PROGRESS');
    assert.notEqual(partly.startedAt, '');
    release.resolve();
    const { counts: counted } = await test.ended(jobId);
    assert.equal(counted.created, 501);
  });

  it('fails the task when the plugin is not there, or the secret has no data', async () => {
    const { collectorId } = await test.create({ secretFilter: { state: 1, secrets: ['secret-1'] } });
    script.collect = async function* () {};
    const known = supplied.endpoint;
    supplied.endpoint = 'grpc://127.0.0.1:1';
    const { ended, task } = await test.collect(collectorId);
    supplied.endpoint = known;
    assert.deepEqual(ended, ['FAILURE', 'FAILURE']);
    assert.equal(task.errors[0]!.errorCode, 'ERROR_COLLECTOR_PLUGIN');
    const data = supplied.data.get('secret-1')!;
    supplied.data.delete('secret-1');
    await fails('NOT_FOUND', test.collectors.collect({ collectorId }));
    supplied.data.set('secret-1', data);
  });

  it('takes ten thousand resources, and the same again', async () => {
    const { collectorId } = await test.create({ secretFilter: { state: 1, secrets: ['secret-1'] } });
    const total = 10_000;
    script.collect = async function* () {
      for (let i = 0; i < total; i++)
        yield found(`big-${i}`, { i, text: 'x'.repeat(200) }, { provider: 'big' });
    };
    const first = await test.collect(collectorId);
    assert.deepEqual(first.counts, { created: total, updated: 0, failed: 0, disconnected: 0, deleted: 0 });
    const second = await test.collect(collectorId);
    assert.deepEqual(second.counts, { created: 0, updated: total, failed: 0, disconnected: 0, deleted: 0 });
    assert.equal((await services.list({ provider: 'big' })).totalCount, total);
  });

  it('lets a member collect what belongs to the own projects', async () => {
    const { collectorId } = await test.create();
    script.collect = async function* () {};
    const member = new CollectorTest(platform, 'member');
    const { jobId } = await member.collectors.collect({ collectorId });
    const { tasks } = await test.ended(jobId);
    assert.deepEqual(
      tasks.map(({ secretId }) => secretId),
      ['secret-1'],
    );
    assert.deepEqual((await member.tasks.list({ jobId })).results.map(counts).length, 1);
  });
});
