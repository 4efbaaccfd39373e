import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { V1ContainerState, V1Pod } from '@kubernetes/client-node';
import { podState } from './pods.ts';

const container = (
  name: string,
  state: V1ContainerState,
  lastState: V1ContainerState = {},
  restartCount = 0,
) => ({
  name,
  state,
  lastState,
  restartCount,
  ready: false,
  image: '',
  imageID: '',
});
const pod = (status: V1Pod['status'], nodeSelector?: Record<string, string>): V1Pod => ({
  metadata: { name: 'one' },
  ...(nodeSelector ? { spec: { containers: [], nodeSelector } } : {}),
  status: status!,
});

describe('what is said of a pod', () => {
  it('is nothing where it is ready or done', () => {
    assert.equal(podState(pod({ phase: 'Succeeded' })), undefined);
    assert.equal(
      podState(pod({ phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] })),
      undefined,
    );
  });

  it('is what its container said when it failed last, at its end', () => {
    const terminated = { exitCode: 1, message: `${'x'.repeat(500)}\nno\n database` };
    const state = podState(
      pod({
        containerStatuses: [
          container('db-init', { waiting: { reason: 'CrashLoopBackOff' } }, { terminated }, 3),
        ],
      }),
    );
    assert.equal(state?.failed, true);
    assert.match(state.says, /^db-init has failed 3 times: …x+ no database$/);
  });

  it('is why it has no node, and which it wants', () => {
    const conditions = [{ type: 'PodScheduled', status: 'False', message: '0/3 nodes are available' }];
    assert.deepEqual(podState(pod({ conditions }, { zone: 'a' })), {
      pod: 'one',
      says: 'has no node: 0/3 nodes are available (it wants nodes with zone=a)',
      failed: true,
    });
  });

  it('is which image can’t be had', () => {
    const waiting = { reason: 'ImagePullBackOff', message: 'not found' };
    assert.equal(
      podState(pod({ containerStatuses: [container('api', { waiting })] }))?.says,
      'api can’t start: ImagePullBackOff: not found',
    );
  });

  it('is that its first step waits, or that it starts', () => {
    const running = {};
    assert.deepEqual(podState(pod({ initContainerStatuses: [container('init', { running })] })), {
      pod: 'one',
      says: 'is in its first step, init',
      failed: false,
    });
    assert.equal(
      podState(pod({ containerStatuses: [container('api', { running })] }))?.says,
      'runs, and isn’t ready yet',
    );
    assert.equal(podState(pod({}))?.says, 'is starting');
  });
});
