import type { JsonObject } from '@bufbuild/protobuf';
import { ResourceInfo_State } from '@hawser/proto/spaceone/api/inventory/plugin/collector_pb.js';

/** The provider of everything that this plugin finds. */
export const provider = 'host';

/** One kind of thing on a machine. */
export interface Kind {
  /** The cloud service type, e.g. `Process`. */
  name: string;
  /** Its group, e.g. `Compute`. */
  group: string;
  isPrimary: boolean;
  /** The fields that a table of them shows, by path. */
  columns: Readonly<Record<string, string>>;
}

/** One thing found on the machine. */
export interface Found {
  /** Names it on this machine for as long as it exists: collecting again finds the same row. */
  id: string;
  name: string;
  instanceType?: string;
  ipAddresses?: readonly string[];
  launchedAt?: string;
  data: JsonObject;
}

const matchBy = (...keys: string[]) => ({ '1': keys });

/** A kind as the inventory stores it: a CloudServiceType. */
export function typeResource(kind: Kind) {
  return {
    state: ResourceInfo_State.SUCCESS,
    resourceType: 'inventory.CloudServiceType',
    matchRules: matchBy('name', 'group', 'provider'),
    resource: {
      name: kind.name,
      group: kind.group,
      provider,
      is_primary: kind.isPrimary,
      is_major: kind.isPrimary,
      labels: [kind.group],
      metadata: { view: { table: { fields: kind.columns } } },
    },
  };
}

/** The machine's place as the inventory stores it: a Region. */
export function regionResource(machine: string) {
  return {
    state: ResourceInfo_State.SUCCESS,
    resourceType: 'inventory.Region',
    matchRules: matchBy('region_code', 'provider'),
    resource: { name: machine, region_code: machine, provider },
  };
}

/** A thing as the inventory stores it: a CloudService. */
export function serviceResource(kind: Kind, machine: string, found: Found) {
  return {
    state: ResourceInfo_State.SUCCESS,
    resourceType: 'inventory.CloudService',
    matchRules: matchBy('reference.resource_id', 'cloud_service_type', 'cloud_service_group', 'provider'),
    resource: {
      name: found.name,
      cloud_service_type: kind.name,
      cloud_service_group: kind.group,
      provider,
      account: machine,
      region_code: machine,
      data: found.data,
      reference: { resource_id: `${machine}/${kind.name}/${found.id}` },
      ...(found.instanceType ? { instance_type: found.instanceType } : {}),
      ...(found.ipAddresses ? { ip_addresses: [...found.ipAddresses] } : {}),
      ...(found.launchedAt ? { launched_at: found.launchedAt } : {}),
    },
  };
}

/** What couldn't be read: a FAILURE, which the inventory keeps with the task. */
export function failureResource(kind: Kind, thrown: unknown) {
  return {
    state: ResourceInfo_State.FAILURE,
    message: thrown instanceof Error ? thrown.message : String(thrown),
    resourceType: 'inventory.ErrorResource',
    resource: {
      provider,
      cloud_service_group: kind.group,
      cloud_service_type: kind.name,
      resource_type: 'inventory.CloudService',
    },
  };
}
