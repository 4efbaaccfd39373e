import type { V1DaemonSet } from '@kubernetes/client-node';
import type { Kind, Wire } from './kind.ts';
import { containersOf, usesOf } from './pod-spec.ts';

export const daemonSet: Kind<Wire<V1DaemonSet>> = {
  name: 'DaemonSet',
  group: 'WorkLoad',
  isPrimary: true,
  api: '/apis/apps/v1',
  plural: 'daemonsets',
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
        desired: status?.desiredNumberScheduled ?? 0,
        ready: status?.numberReady ?? 0,
        available: status?.numberAvailable ?? 0,
        updated: status?.updatedNumberScheduled ?? 0,
      },
      strategy: spec?.updateStrategy?.type,
      node_selector: spec?.template.spec?.nodeSelector,
      selector: spec?.selector,
      containers: containersOf(spec?.template.spec),
    },
  }),
};
