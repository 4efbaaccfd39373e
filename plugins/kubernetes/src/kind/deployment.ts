import type { V1Deployment } from '@kubernetes/client-node';
import type { Kind, Wire } from './kind.ts';
import { containersOf, usesOf } from './pod-spec.ts';

export const deployment: Kind<Wire<V1Deployment>> = {
  name: 'Deployment',
  group: 'WorkLoad',
  isPrimary: true,
  api: '/apis/apps/v1',
  plural: 'deployments',
  namespaced: true,
  columns: {
    Namespace: 'data.namespace',
    Ready: 'data.replicas.ready',
    Desired: 'data.replicas.desired',
    Images: 'data.containers.image',
  },
  describe: ({ metadata, spec, status }) => ({
    relations: usesOf(spec?.template.spec, metadata!.namespace!),
    data: {
      replicas: {
        desired: spec?.replicas,
        ready: status?.readyReplicas ?? 0,
        available: status?.availableReplicas ?? 0,
        updated: status?.updatedReplicas ?? 0,
      },
      strategy: spec?.strategy?.type,
      paused: spec?.paused ?? false,
      selector: spec?.selector,
      containers: containersOf(spec?.template.spec),
    },
  }),
};
