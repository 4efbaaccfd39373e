import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Jobs } from '@hawser/core/connector/jobs';
import { CollectorTest, statusOf, taskStatusOf } from '../../test/collector-test.ts';
import { fails } from '../../test/fails.ts';
import { startPlatform } from '../../test/platform.ts';
import { startPlugin } from '../../test/plugin.ts';
import { analyzeQuery, resultsOf, statQuery } from '../../test/query.ts';

const plugin = await startPlugin();
const platform = await startPlatform({ PLUGINS: { 'plugin-test': { endpoint: plugin.endpoint } } });
const test = new CollectorTest(platform);
const { jobs, tasks, collectors } = test;
const { collectorId } = await test.create();
const started = await collectors.collect({ collectorId });
const { jobId } = started;

// No worker runs here: what is queued waits.
describe('Job', () => {
  it('is shown with its numbers', async () => {
    assert.deepEqual(await jobs.get({ jobId }), started);
    assert.equal(statusOf(started), 'IN_PROGRESS');
    const {
      totalTasks,
      remainedTasks,
      successTasks,
      failureTasks,
      pluginId,
      requestWorkspaceId,
      requestSecretId,
    } = started;
    assert.deepEqual([totalTasks, remainedTasks, successTasks, failureTasks], [1, 1, 0, 0]);
    assert.deepEqual([pluginId, requestWorkspaceId, requestSecretId], ['plugin-test', 'workspace-1', '']);
    assert.match((await collectors.get({ collectorId })).lastCollectedAt, /Z$/);
    await fails('NOT_FOUND', jobs.get({ jobId: 'job-none' }));
  });

  it('lists, aggregates and analyzes', async () => {
    const { results, totalCount } = await jobs.list({ collectorId, status: 3, pluginId: 'plugin-test' });
    assert.deepEqual([results.map(job => job.jobId), totalCount], [[jobId], 1]);
    assert.equal((await jobs.list({ collectorId, status: 4 })).totalCount, 0);
    const filter = [{ k: 'job_id', v: jobId, o: 'eq' }];
    assert.deepEqual(resultsOf(await jobs.stat({ query: statQuery({ distinct: 'status', filter }) })), [
      'IN_PROGRESS',
    ]);
    const query = analyzeQuery({
      group_by: ['status'],
      fields: { tasks: { key: 'total_tasks', operator: 'sum' } },
      filter,
    });
    assert.deepEqual(resultsOf(await jobs.analyze({ query })), [{ status: 'IN_PROGRESS', tasks: 1 }]);
    await fails('REQUIRED_PARAMETER', jobs.analyze({ query: analyzeQuery({ group_by: ['status'] }) }));
    await fails('REQUIRED_PARAMETER', jobs.stat({}));
  });

  it('cancels an equal one that waits, tasks and all', async () => {
    const second = await collectors.collect({ collectorId });
    const ended = await test.ended(jobId);
    assert.deepEqual(ended.ended, ['CANCELED', 'CANCELED']);
    assert.match(ended.job.finishedAt, /Z$/);
    assert.equal(statusOf(await jobs.get({ jobId: second.jobId })), 'IN_PROGRESS');
    const admin = new CollectorTest(platform, 'admin');
    const { jobId: others } = await admin.collectors.collect({ collectorId });
    assert.equal(statusOf(await jobs.get({ jobId: second.jobId })), 'IN_PROGRESS', 'asked for by another');
    await jobs.delete({ jobId: others });
    await jobs.delete({ jobId: second.jobId });
  });

  it('takes its tasks along when it is deleted, and is not run any more', async () => {
    const job = await collectors.collect({ collectorId });
    await jobs.delete({ jobId: job.jobId });
    await fails('NOT_FOUND', jobs.get({ jobId: job.jobId }));
    await fails('NOT_FOUND', jobs.delete({ jobId: job.jobId }));
    assert.equal((await tasks.list({ jobId: job.jobId })).totalCount, 0);
    const { waiting, delayed, active } = await platform.inventory
      .component(Jobs)
      .queues.get('collector_q')
      .depth();
    assert.deepEqual([waiting, delayed, active], [0, 0, 0]);
  });
});

describe('JobTask', () => {
  it('is shown, listed, aggregated and deleted', async () => {
    const job = await collectors.collect({ collectorId });
    const [task] = (await tasks.list({ jobId: job.jobId })).results;
    const { jobTaskId } = task!;
    assert.equal(taskStatusOf(task!), 'PENDING');
    assert.deepEqual(await tasks.get({ jobTaskId }), task);
    assert.equal((await tasks.list({ jobId: job.jobId, status: 1 })).totalCount, 1);
    assert.equal((await tasks.list({ jobId: job.jobId, status: 4 })).totalCount, 0);
    const query = statQuery({ distinct: 'status', filter: [{ k: 'job_id', v: job.jobId, o: 'eq' }] });
    assert.deepEqual(resultsOf(await tasks.stat({ query })), ['PENDING']);
    await tasks.delete({ jobTaskId });
    await fails('NOT_FOUND', tasks.get({ jobTaskId }));
    await fails('NOT_FOUND', tasks.delete({ jobTaskId }));
    await fails('REQUIRED_PARAMETER', tasks.stat({}));
  });
});
