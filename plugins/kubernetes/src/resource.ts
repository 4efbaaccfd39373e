import type { JsonObject, JsonValue } from '@bufbuild/protobuf';
import { ResourceInfo_State } from '@hawser/proto/spaceone/api/inventory/plugin/collector_pb.js';
import type { AnyObject, Kind } from './kind/index.ts';
import type { Lookups } from './lookups.ts';
import { type Relation, resourceId } from './relation.ts';

/** The provider of everything that this plugin finds. */
export const provider = 'kubernetes';

/** The cluster that objects are in. */
export interface Cluster {
  /** Stays the same for the cluster's life, and no other cluster has it. */
  id: string;
  name: string;
  /** Of Kubernetes, e.g. `v1.34.4`. */
  version: string;
}

const matchBy = (...keys: string[]) => ({ '1': keys });

/** The cluster as the inventory stores it: a Region. */
export function regionResource({ id, name, version }: Cluster) {
  return {
    state: ResourceInfo_State.SUCCESS,
    resourceType: 'inventory.Region',
    matchRules: matchBy('region_code', 'provider'),
    resource: { name, region_code: id, provider, tags: { version } },
  };
}

/** A kind as the inventory stores it: a CloudServiceType. */
export function typeResource({ name, group, isPrimary, columns }: Kind) {
  return {
    state: ResourceInfo_State.SUCCESS,
    resourceType: 'inventory.CloudServiceType',
    matchRules: matchBy('name', 'group', 'provider'),
    resource: {
      name,
      group,
      provider,
      is_primary: isPrimary,
      is_major: isPrimary,
      labels: [group],
      metadata: { view: { table: { fields: columns } } },
    },
  };
}

/** An object as the inventory stores it: a CloudService. Its relations name others by their `reference.resource_id`. */
export function serviceResource(kind: Kind, cluster: Cluster, object: AnyObject, lookups: Lookups) {
  const {
    name = '',
    namespace,
    uid,
    creationTimestamp,
    labels = {},
    deletionTimestamp,
  } = object.metadata ?? {};
  const { data, relations = [], instanceType, ipAddresses } = kind.describe(object, lookups);
  const owner = object.metadata?.ownerReferences?.find(({ controller }) => controller);
  const all: Relation[] = [...relations];
  if (namespace) all.push({ relation: 'namespace', kind: 'Namespace', name: namespace });
  if (owner) all.push({ relation: 'owner', kind: owner.kind, namespace, name: owner.name });
  return {
    state: ResourceInfo_State.SUCCESS,
    resourceType: 'inventory.CloudService',
    matchRules: matchBy('reference.resource_id', 'cloud_service_type', 'cloud_service_group', 'provider'),
    resource: json({
      name,
      cloud_service_type: kind.name,
      cloud_service_group: kind.group,
      provider,
      account: cluster.name,
      region_code: cluster.id,
      instance_type: instanceType,
      ip_addresses: ipAddresses,
      launched_at: creationTimestamp,
      tags: labels,
      reference: { resource_id: resourceId(cluster.id, { kind: kind.name, namespace, name }) },
      data: withNulls({
        uid,
        namespace,
        deleted_at: deletionTimestamp,
        owner: owner && { kind: owner.kind, name: owner.name },
        ...data,
        relations: all.map(one => ({ ...one, resource_id: resourceId(cluster.id, one) })),
      }),
    }) as JsonObject,
  };
}

/** What couldn't be read: a FAILURE, which the inventory keeps with the task. */
export function failureResource({ name, group }: Kind, message: string) {
  return {
    state: ResourceInfo_State.FAILURE,
    message,
    resourceType: 'inventory.ErrorResource',
    resource: {
      provider,
      cloud_service_group: group,
      cloud_service_type: name,
      resource_type: 'inventory.CloudService',
    },
  };
}

/** The inventory merges data key by key: one that is no longer there has to be sent as null, or the old one stays. */
const withNulls = (data: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, value ?? null]));

/** The value without what is undefined, which JSON doesn't have. */
function json(value: unknown): JsonValue {
  if (Array.isArray(value)) return value.map(json);
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  const result: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) if (inner !== undefined) result[key] = json(inner);
  return result;
}
