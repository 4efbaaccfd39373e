import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Stage } from './staged.ts';
import { until, workbench } from './testing.ts';

let bench: Awaited<ReturnType<typeof workbench>>;
before(async () => {
  bench = await workbench();
});
after(() => bench.close());

const stage = (method: string, more: object = {}) => ({
  locator: 'SERVICE',
  name: 'CollectorService',
  metadata: { token: 't', domain_id: 'd' },
  method,
  params: { params: { collector_id: 'c' } },
  ...more,
});

test('stages are resolved and called in order with their params; failures follow the task’s rule', async () => {
  const queue = bench.queue();
  const calls: unknown[] = [];
  const resolve = (found: Stage) =>
    found.method === 'unknown'
      ? undefined
      : async (params: unknown) => {
          calls.push([found.locator, found.name, found.method, found.metadata, params]);
          if (found.method === 'fail') throw new Error('failed');
        };
  bench.work({ queue, concurrency: 1, tasks: {}, resolve });
  const end = async (payload: object) => {
    calls.length = 0;
    const id = (await queue.send({ task: 'anything', payload, retryLimit: 0 })) ?? '';
    const job = await until(
      () => queue.get(id),
      found => found?.finishedAt !== null,
    );
    return [job?.state, calls.map(call => (call as string[])[2])];
  };
  const form = { name: 'collect', version: 'v1', executionEngine: 'BaseWorker' };
  assert.deepEqual(
    await end({ ...form, stages: [stage('a'), stage('b', { locator: 'MANAGER', metadata: [['x', 1]] })] }),
    ['completed', ['a', 'b']],
  );
  assert.deepEqual(calls, [
    ['SERVICE', 'CollectorService', 'a', { token: 't', domain_id: 'd' }, { params: { collector_id: 'c' } }],
    ['MANAGER', 'CollectorService', 'b', [['x', 1]], { params: { collector_id: 'c' } }],
  ]);
  assert.deepEqual(await end({ stages: [stage('fail'), stage('b')] }), ['dead', ['fail']]);
  assert.deepEqual(await end({ stages: [stage('fail'), stage('b')], stop_on_failure: false }), [
    'completed',
    ['fail', 'b'],
  ]);
  assert.deepEqual(await end({ stages: [stage('a'), stage('unknown')] }), ['dead', ['a']]);
  assert.deepEqual(await end({ stages: 'x' }), ['dead', []]);
  assert.deepEqual(await end({ stages: [stage('a', { locator: 'OS' })] }), ['dead', []]);
  assert.deepEqual(await end({ stages: [{ locator: 'SERVICE', name: 'S' }] }), ['dead', []]);
  assert.match((await queue.deadLetters())[0]?.error ?? '', /not a task: .*method/s);
});
