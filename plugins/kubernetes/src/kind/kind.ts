import type { KubernetesObject } from '@kubernetes/client-node';
import type { Lookups } from '../lookups.ts';
import type { Relation } from '../relation.ts';

/** A type of the library as it is on the wire: it has times as text. */
export type Wire<T> = T extends Date
  ? string
  : T extends (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;

/** What all objects have. */
export type AnyObject = Wire<KubernetesObject>;

/** What a kind tells of one of its objects, beside what all objects have. */
export interface Described {
  /** Always the same keys. Only what is named here leaves the plugin: no annotation, no environment. */
  data: Readonly<Record<string, unknown>>;
  relations?: readonly Relation[];
  instanceType?: string | undefined;
  ipAddresses?: readonly string[];
}

/** One kind of Kubernetes's objects. */
export interface Kind<T extends AnyObject = AnyObject> {
  /** As Kubernetes has it, e.g. `Deployment`; the cloud service type. */
  name: string;
  /** The cloud service group, as SpaceONE's Kubernetes plugin has it. */
  group: 'Cluster' | 'WorkLoad' | 'Service' | 'Storage' | 'Authentication';
  isPrimary: boolean;
  /** The API group and version's path: `/api/v1`, `/apis/apps/v1`. */
  api: string;
  /** The plural that paths and permissions have, e.g. `deployments`. */
  plural: string;
  namespaced: boolean;
  /** The kinds whose names, labels and owners have to be known first. */
  needs?: readonly string[];
  /** The fields that a table of them shows, by path. */
  columns: Readonly<Record<string, string>>;
  describe(object: T, lookups: Lookups): Described;
}

/** Where a kind's objects are listed: in one namespace, or, without one, in all. */
export const listPath = ({ api, plural }: Kind, namespace?: string) =>
  namespace === undefined ? `${api}/${plural}` : `${api}/namespaces/${namespace}/${plural}`;
