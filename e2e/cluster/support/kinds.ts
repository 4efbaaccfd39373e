import type { Listed } from './kubectl.ts';

/** Every kind that is collected, by the plural that kubectl takes. */
export const kinds: Readonly<Record<string, string>> = {
  Node: 'nodes',
  Namespace: 'namespaces',
  Deployment: 'deployments.apps',
  StatefulSet: 'statefulsets.apps',
  DaemonSet: 'daemonsets.apps',
  ReplicaSet: 'replicasets.apps',
  CronJob: 'cronjobs.batch',
  Job: 'jobs.batch',
  Pod: 'pods',
  Service: 'services',
  Ingress: 'ingresses.networking.k8s.io',
  PersistentVolumeClaim: 'persistentvolumeclaims',
  PersistentVolume: 'persistentvolumes',
  StorageClass: 'storageclasses.storage.k8s.io',
  ServiceAccount: 'serviceaccounts',
};

/** One object in a list that can be compared. */
export const keyOf = (kind: string, namespace: string | null | undefined, name: string, uid: string) =>
  `${kind} ${namespace ?? ''}/${name} ${uid}`;

/** What kubectl has listed, to be compared. */
export const keysOf = (objects: readonly Listed[]) =>
  objects.map(({ kind, metadata: { namespace, name, uid } }) => keyOf(kind, namespace, name, uid)).sort();

/** How many there are of each kind. */
export function countsOf(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys.toSorted()) {
    const kind = key.split(' ')[0]!;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
