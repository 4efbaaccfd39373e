import type { V1StatefulSet } from '@kubernetes/client-node';
import { quantity } from '../quantity.ts';
import type { Kind, Wire } from './kind.ts';
import { containersOf, usesOf } from './pod-spec.ts';

export const statefulSet: Kind<Wire<V1StatefulSet>> = {
  name: 'StatefulSet',
  group: 'WorkLoad',
  isPrimary: true,
  api: '/apis/apps/v1',
  plural: 'statefulsets',
  namespaced: true,
  columns: {
    Namespace: 'data.namespace',
    Ready: 'data.replicas.ready',
    Desired: 'data.replicas.desired',
    Images: 'data.containers.image',
  },
  describe({ metadata, spec, status }) {
    const namespace = metadata!.namespace!;
    const uses = usesOf(spec?.template.spec, namespace);
    const { serviceName: name } = spec ?? {};
    return {
      relations: name ? [...uses, { relation: 'service', kind: 'Service', namespace, name }] : uses,
      data: {
        replicas: {
          desired: spec?.replicas,
          ready: status?.readyReplicas ?? 0,
          available: status?.availableReplicas ?? 0,
          updated: status?.updatedReplicas ?? 0,
        },
        strategy: spec?.updateStrategy?.type,
        selector: spec?.selector,
        containers: containersOf(spec?.template.spec),
        claim_templates: (spec?.volumeClaimTemplates ?? []).map(({ metadata, spec }) => ({
          name: metadata?.name,
          storage_class: spec?.storageClassName,
          requested_bytes: quantity(spec?.resources?.requests?.storage),
        })),
      },
    };
  },
};
