import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CoreV1Event, V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { briefState, explainPod } from './pod-state.ts';

const container = (
  state: V1ContainerStatus['state'],
  more: Partial<V1ContainerStatus> = {},
): V1ContainerStatus => ({
  name: 'web',
  image: 'x',
  imageID: '',
  ready: false,
  restartCount: 0,
  state: state ?? {},
  ...more,
});

const pod = (status: V1Pod['status']): V1Pod => ({ metadata: { name: 'web-0' }, status: status ?? {} });
const warning = (message: string): CoreV1Event => ({ type: 'Warning', message }) as unknown as CoreV1Event;

describe('what a pod is at', () => {
  it('is why no node takes it', () => {
    const conditions = [{ type: 'PodScheduled', status: 'False', message: '0/3 nodes are available' }];
    const waiting = pod({ conditions });
    assert.equal(briefState(waiting), 'no node: 0/3 nodes are available');
    assert.equal(
      explainPod({ pod: waiting, events: [warning('FailedScheduling')], log: '' }),
      'no node: 0/3 nodes are available',
    );
  });

  it('is how its container ended, how often, and what it said last', () => {
    const lastState = { terminated: { exitCode: 3 } };
    const crashed = container({ waiting: { reason: 'CrashLoopBackOff' } }, { lastState, restartCount: 2 });
    assert.equal(
      explainPod({ pod: pod({ containerStatuses: [crashed] }), events: [], log: 'starting\nno database\n' }),
      'CrashLoopBackOff; web ended with 3, restarted 2 times; its last line: no database',
    );
  });

  it('is what is against its start: the image, with both ends of a long message, or a mount', () => {
    const message = `Back-off pulling image "nobody/nothing:v1": ${'x'.repeat(400)} not found`;
    const unpulled = pod({
      containerStatuses: [container({ waiting: { reason: 'ImagePullBackOff', message } })],
    });
    const said = explainPod({ pod: unpulled, events: [], log: '' });
    assert.match(said, /^ImagePullBackOff; Back-off pulling image "nobody\/nothing:v1": x+ … x+ not found$/);
    const creating = pod({ containerStatuses: [container({ waiting: { reason: 'ContainerCreating' } })] });
    assert.equal(
      explainPod({
        pod: creating,
        events: [warning('no secret "keys"'), warning('no secret "keys"')],
        log: '',
      }),
      'starting; no secret "keys"',
    );
  });

  it('is the step before the server that fails', () => {
    const step = container({ terminated: { exitCode: 1 } }, { name: 'own-volumes' });
    const stopped = pod({ initContainerStatuses: [step], containerStatuses: [container({ waiting: {} })] });
    assert.equal(
      explainPod({ pod: stopped, events: [], log: 'chown: not allowed' }),
      'ended with 1; own-volumes ended with 1; its last line: chown: not allowed',
    );
  });
});
