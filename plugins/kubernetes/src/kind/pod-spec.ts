import type { V1Container, V1PodSpec } from '@kubernetes/client-node';
import { resources } from '../quantity.ts';
import type { Relation } from '../relation.ts';
import type { Wire } from './kind.ts';

type PodSpec = Wire<V1PodSpec>;

/** What containers are, without their environment, commands and arguments: secrets are found there. */
export const containersOf = (spec: PodSpec | undefined) => (spec?.containers ?? []).map(describeContainer);

function describeContainer({ name, image, ports, resources: asked }: Wire<V1Container>) {
  return {
    name,
    image,
    ports: ports?.map(({ containerPort, protocol }) => ({ port: containerPort, protocol })),
    requests: resources(asked?.requests),
    limits: resources(asked?.limits),
  };
}

/** What a pod, or what makes pods, uses in its namespace: claims and a service account. */
export function usesOf(spec: PodSpec | undefined, namespace: string): Relation[] {
  const claims = (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) => claim?.claimName ?? []);
  return [
    ...claims.map(name => ({
      relation: 'claim' as const,
      kind: 'PersistentVolumeClaim',
      namespace,
      name,
    })),
    {
      relation: 'service_account',
      kind: 'ServiceAccount',
      namespace,
      name: spec?.serviceAccountName || 'default',
    },
  ];
}
