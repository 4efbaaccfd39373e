import type { V1Ingress } from '@kubernetes/client-node';
import type { Kind, Wire } from './kind.ts';

export const ingress: Kind<Wire<V1Ingress>> = {
  name: 'Ingress',
  group: 'Service',
  isPrimary: false,
  api: '/apis/networking.k8s.io/v1',
  plural: 'ingresses',
  namespaced: true,
  columns: {
    Namespace: 'data.namespace',
    Class: 'data.class',
    Hosts: 'data.hosts',
    Addresses: 'data.addresses',
  },
  describe({ metadata, spec, status }) {
    const namespace = metadata!.namespace!;
    const rules = (spec?.rules ?? []).flatMap(({ host, http }) =>
      (http?.paths ?? []).map(({ path, backend: { service } }) => ({
        host,
        path,
        service: service?.name,
        port: service?.port?.name ?? service?.port?.number,
      })),
    );
    const behind = [...rules.map(({ service }) => service), spec?.defaultBackend?.service?.name];
    const services = new Set(behind.filter(name => name !== undefined));
    return {
      relations: [...services].map(name => ({ relation: 'service', kind: 'Service', namespace, name })),
      data: {
        class: spec?.ingressClassName,
        hosts: [...new Set(rules.flatMap(({ host }) => host ?? []))],
        rules,
        tls_hosts: (spec?.tls ?? []).flatMap(({ hosts }) => hosts ?? []),
        addresses: (status?.loadBalancer?.ingress ?? []).flatMap(({ ip, hostname }) => ip ?? hostname ?? []),
      },
    };
  },
};
