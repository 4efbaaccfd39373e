import type { V1ReplicaSet } from '@kubernetes/client-node';
import type { Kind, Wire } from './kind.ts';
import { containersOf } from './pod-spec.ts';

export const replicaSet: Kind<Wire<V1ReplicaSet>> = {
  name: 'ReplicaSet',
  group: 'WorkLoad',
  isPrimary: false,
  api: '/apis/apps/v1',
  plural: 'replicasets',
  namespaced: true,
  columns: {
    Namespace: 'data.namespace',
    Owner: 'data.owner.name',
    Ready: 'data.replicas.ready',
    Desired: 'data.replicas.desired',
  },
  describe: ({ spec, status }) => ({
    data: {
      replicas: {
        desired: spec?.replicas,
        ready: status?.readyReplicas ?? 0,
        available: status?.availableReplicas ?? 0,
      },
      selector: spec?.selector,
      containers: containersOf(spec?.template?.spec),
    },
  }),
};
