import type { V1Service } from '@kubernetes/client-node';
import type { Kind, Wire } from './kind.ts';

/** A Service with more pods names this many of them, and their number. */
const maxPods = 1_000;

export const service: Kind<Wire<V1Service>> = {
  name: 'Service',
  group: 'Service',
  isPrimary: true,
  api: '/api/v1',
  plural: 'services',
  namespaced: true,
  needs: ['Pod'],
  columns: {
    Namespace: 'data.namespace',
    Type: 'data.type',
    Addresses: 'data.cluster_ips',
    Ports: 'data.ports.port',
    Pods: 'data.pod_count',
  },
  describe({ metadata, spec, status }, lookups) {
    const pods = lookups.select(metadata!.namespace!, spec?.selector ?? {});
    const balancers = (status?.loadBalancer?.ingress ?? []).flatMap(
      ({ ip, hostname }) => ip ?? hostname ?? [],
    );
    const clusterIps = (spec?.clusterIPs ?? []).filter(address => address !== 'None');
    return {
      ipAddresses: [...clusterIps, ...(spec?.externalIPs ?? [])],
      relations: pods.slice(0, maxPods).map(pod => ({ relation: 'pod', kind: 'Pod', ...pod })),
      data: {
        type: spec?.type,
        headless: spec?.clusterIP === 'None',
        cluster_ips: clusterIps,
        external_ips: spec?.externalIPs,
        external_name: spec?.externalName,
        load_balancers: balancers,
        ports: (spec?.ports ?? []).map(({ name, port, targetPort, nodePort, protocol }) => ({
          name,
          port,
          target_port: targetPort,
          node_port: nodePort,
          protocol,
        })),
        selector: spec?.selector,
        pod_count: pods.length,
      },
    };
  },
};
