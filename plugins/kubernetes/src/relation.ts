/** One object's tie to another one, by the other's kind and name: the tie holds also while the other isn't there. */
export interface Relation {
  /** What the other is to this one. */
  relation:
    | 'namespace'
    | 'owner'
    | 'workload'
    | 'node'
    | 'claim'
    | 'service_account'
    | 'service'
    | 'pod'
    | 'volume'
    | 'storage_class';
  kind: string;
  /** Of kinds that are in namespaces. */
  namespace?: string | undefined;
  name: string;
}

/** Names an object for as long as one of that name exists: `<cluster>/Pod/<namespace>/<name>`, `<cluster>/Node/<name>`. */
export const resourceId = (cluster: string, { kind, namespace, name }: Omit<Relation, 'relation'>) =>
  [cluster, kind, ...(namespace === undefined ? [] : [namespace]), name].join('/');
