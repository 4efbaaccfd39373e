import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import type { Lookups } from '../lookups.ts';
import { sumOfResources } from '../quantity.ts';
import type { Relation } from '../relation.ts';
import type { Kind, Wire } from './kind.ts';
import { containersOf, usesOf } from './pod-spec.ts';

type Pod = Wire<V1Pod>;

export const pod: Kind<Pod> = {
  name: 'Pod',
  group: 'WorkLoad',
  isPrimary: true,
  api: '/api/v1',
  plural: 'pods',
  namespaced: true,
  needs: ['ReplicaSet', 'Job'],
  columns: {
    Namespace: 'data.namespace',
    Status: 'data.status',
    Restarts: 'data.restarts',
    Node: 'data.node',
    Workload: 'data.workload.name',
  },
  describe(pod, lookups) {
    const { metadata, spec, status } = pod;
    const states = new Map((status?.containerStatuses ?? []).map(one => [one.name, one]));
    const workload = workloadOf(pod, lookups);
    const addresses = status?.podIPs?.flatMap(({ ip }) => ip ?? []) ?? [];
    return {
      ipAddresses: addresses,
      relations: relationsOf(pod, workload),
      data: {
        status: metadata?.deletionTimestamp ? 'Terminating' : (status?.reason ?? status?.phase),
        node: spec?.nodeName,
        workload,
        restarts: [...states.values()].reduce((sum, { restartCount }) => sum + restartCount, 0),
        started_at: status?.startTime,
        quality_of_service: status?.qosClass,
        priority_class: spec?.priorityClassName,
        host_network: spec?.hostNetwork ?? false,
        addresses,
        requests: sumOfResources((spec?.containers ?? []).map(({ resources }) => resources?.requests)),
        limits: sumOfResources((spec?.containers ?? []).map(({ resources }) => resources?.limits)),
        containers: containersOf(spec).map(one => ({ ...one, ...describeState(states.get(one.name)) })),
      },
    };
  },
};

/** What the pod belongs to in the end: the Deployment behind its ReplicaSet, the CronJob behind its Job. */
function workloadOf({ metadata }: Pod, lookups: Lookups): { kind: string; name: string } | undefined {
  const owner = metadata?.ownerReferences?.find(({ controller }) => controller);
  return owner && lookups.root({ kind: owner.kind, name: owner.name }, metadata!.namespace!);
}

function relationsOf(
  { metadata, spec }: Pod,
  workload: { kind: string; name: string } | undefined,
): Relation[] {
  const namespace = metadata!.namespace!;
  // An ephemeral volume's claim is named by the pod and the volume.
  const ephemeral = (spec?.volumes ?? []).filter(volume => volume.ephemeral);
  return [
    ...(workload ? [{ relation: 'workload' as const, namespace, ...workload }] : []),
    ...(spec?.nodeName ? [{ relation: 'node' as const, kind: 'Node', name: spec.nodeName }] : []),
    ...usesOf(spec, namespace),
    ...ephemeral.map(({ name }) => ({
      relation: 'claim' as const,
      kind: 'PersistentVolumeClaim',
      namespace,
      name: `${metadata!.name}-${name}`,
    })),
  ];
}

function describeState(status: Wire<V1ContainerStatus> | undefined) {
  const { running, waiting, terminated } = status?.state ?? {};
  return {
    ready: status?.ready ?? false,
    restarts: status?.restartCount ?? 0,
    state: running ? 'Running' : (waiting?.reason ?? terminated?.reason ?? 'Waiting'),
    image_id: status?.imageID || undefined,
  };
}
