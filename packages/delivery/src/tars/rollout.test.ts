import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { V1DaemonSet, V1StatefulSet } from '@kubernetes/client-node';
import { isRolledOut } from './rollout.ts';

const set = (status: object, generation = 2): V1StatefulSet => ({
  kind: 'StatefulSet',
  metadata: { generation },
  spec: { replicas: 2, selector: {}, serviceName: 'try', template: {} },
  status: { observedGeneration: 2, replicas: 2, readyReplicas: 2, updatedReplicas: 2, ...status },
});

const daemons = (status: object): V1DaemonSet => ({
  kind: 'DaemonSet',
  metadata: { generation: 2 },
  status: {
    observedGeneration: 2,
    currentNumberScheduled: 3,
    desiredNumberScheduled: 3,
    numberMisscheduled: 0,
    numberReady: 3,
    updatedNumberScheduled: 3,
    ...status,
  },
});

describe('a rollout', () => {
  it('is done when all pods are of the release and ready', () => {
    assert.ok(isRolledOut(set({})));
    assert.ok(isRolledOut(daemons({})));
  });

  it('is done where there is to be no pod', () => {
    const none = { replicas: 0, readyReplicas: undefined, updatedReplicas: undefined };
    const scaled = set(none);
    assert.ok(isRolledOut({ ...scaled, spec: { ...scaled.spec!, replicas: 0 } }));
    const nowhere = { desiredNumberScheduled: 0, numberReady: 0, updatedNumberScheduled: undefined };
    assert.ok(isRolledOut(daemons(nowhere)));
  });

  for (const [why, workload] of Object.entries({
    'nothing is there': undefined,
    'its controller has not seen it yet': set({}, 3),
    'its controller has not seen it at all': set({ observedGeneration: undefined }),
    'pods are of the release before': set({ updatedReplicas: 1 }),
    'a pod is not ready': set({ readyReplicas: 1 }),
    'a pod is too many': set({ replicas: 3 }),
    'a node has no pod that is ready': daemons({ numberReady: 2 }),
    'a node has a pod of the release before': daemons({ updatedNumberScheduled: 2 }),
  }))
    it(`is not done while ${why}`, () => assert.equal(isRolledOut(workload), false));
});
