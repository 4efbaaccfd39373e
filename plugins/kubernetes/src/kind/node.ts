import type { V1Node } from '@kubernetes/client-node';
import { quantity } from '../quantity.ts';
import type { Kind, Wire } from './kind.ts';

const rolePrefix = 'node-role.kubernetes.io/';

export const node: Kind<Wire<V1Node>> = {
  name: 'Node',
  group: 'Cluster',
  isPrimary: true,
  api: '/api/v1',
  plural: 'nodes',
  namespaced: false,
  columns: {
    Status: 'data.status',
    Roles: 'data.roles',
    Version: 'data.system.kubelet',
    Processors: 'data.capacity.cpu_cores',
    Memory: 'data.capacity.memory_bytes',
  },
  describe({ metadata, spec, status }) {
    const labels = metadata?.labels ?? {};
    const { nodeInfo: system, addresses = [], conditions = [] } = status ?? {};
    return {
      instanceType: labels['node.kubernetes.io/instance-type'],
      ipAddresses: addresses.filter(({ type }) => type.endsWith('IP')).map(({ address }) => address),
      data: {
        status: conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
          ? 'Ready'
          : 'NotReady',
        unschedulable: spec?.unschedulable ?? false,
        roles: Object.keys(labels)
          .filter(label => label.startsWith(rolePrefix))
          .map(label => label.slice(rolePrefix.length)),
        region: labels['topology.kubernetes.io/region'],
        zone: labels['topology.kubernetes.io/zone'],
        provider_id: spec?.providerID,
        addresses,
        system: {
          kubelet: system?.kubeletVersion,
          runtime: system?.containerRuntimeVersion,
          kernel: system?.kernelVersion,
          image: system?.osImage,
          name: system?.operatingSystem,
          architecture: system?.architecture,
        },
        capacity: amounts(status?.capacity),
        allocatable: amounts(status?.allocatable),
        taints: (spec?.taints ?? []).map(({ key, value, effect }) => ({ key, value, effect })),
        pod_cidrs: spec?.podCIDRs,
        // Without their heartbeats, which would make each node new at each collection.
        conditions: conditions.map(({ type, status, reason }) => ({ type, status, reason })),
      },
    };
  },
};

const amounts = (list: Record<string, string> | undefined) => ({
  cpu_cores: quantity(list?.cpu),
  memory_bytes: quantity(list?.memory),
  ephemeral_storage_bytes: quantity(list?.['ephemeral-storage']),
  pods: quantity(list?.pods),
});
