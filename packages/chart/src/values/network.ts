import { z } from 'zod';
import { anyName, flag, key, map, open, openList, pairs, port, text } from './types.ts';

const servicePort = () =>
  map({
    name: key(text(), 'Its name.'),
    port: key(port(), 'The Service’s port.'),
    targetPort: key(z.union([port(), text()]), 'The server listens here.', { defaultText: 'port' }),
    protocol: key(z.enum(['TCP', 'UDP', 'SCTP']), 'Protocol.', { default: 'TCP' }),
    appProtocol: key(text(), 'What is spoken on it, such as kubernetes.io/h2c.'),
    nodePort: key(port(), 'The port of every node.'),
  });

/** A Service; takes its usual port. */
export const service = (usual: number) =>
  map({
    type: key(z.enum(['ClusterIP', 'NodePort', 'LoadBalancer']), 'Who reaches it.', { default: 'ClusterIP' }),
    annotations: key(pairs(), 'Annotations; `nil: nil` is left out.', { default: {} }),
    labels: key(pairs(), 'Labels.', { default: {} }),
    ports: key(z.array(servicePort()), 'Its ports.', { defaultText: String(usual) }),
    clusterIP: key(text(), 'A fixed address.'),
    loadBalancerClass: key(text(), 'Which load balancer.'),
    loadBalancerSourceRanges: key(z.array(text()), 'Who may come through it.'),
    externalTrafficPolicy: key(z.enum(['Cluster', 'Local']), 'Whether callers’ addresses stay.'),
    sessionAffinity: key(z.enum(['None', 'ClientIP']), 'Whether a caller stays with a pod.'),
  });

/** An Ingress; takes the usual port of the Service that it leads to. */
export const ingress = (usual: number) =>
  map({
    enabled: key(flag(), 'Make one.', { default: false }),
    className: key(text(), 'The controller’s class.', {
      defaultText: 'alb with its annotations, else the cluster’s',
    }),
    annotations: key(pairs(), 'Annotations.', { default: {} }),
    labels: key(pairs(), 'Labels.', { default: {} }),
    host: key(text(), 'Host name; an empty one, given, is every host.'),
    hosts: key(z.array(text()), 'Host names, where there are several.'),
    path: key(text(), 'Path.', { default: '/' }),
    pathType: key(z.enum(['Prefix', 'Exact', 'ImplementationSpecific']), 'How it is compared.', {
      default: 'Prefix',
    }),
    servicePort: key(port(), 'The Service’s port.', { default: usual }),
    tls: key(openList(), 'Certificates: `{hosts, secretName}`.', { default: [] }),
  });

const route = {
  enabled: key(flag(), 'Make one.', { default: false }),
  hostnames: key(z.array(text()), 'Host names.', { defaultText: 'the gateway’s' }),
  annotations: key(pairs(), 'Annotations.', { default: {} }),
  labels: key(pairs(), 'Labels.', { default: {} }),
};

const peer = () =>
  z.union([
    text(),
    map({
      name: key(text(), 'The service.'),
      port: key(port(), 'The port that it answers on.', { default: 50_051 }),
      namespace: key(anyName(), 'Where it is, if not here.'),
      labels: key(pairs(), 'Labels of its pods.'),
    }),
  ]);

/** How the service is reached, and by whom. */
export const network = {
  service: key(
    map({
      grpc: key(service(50_051), 'Before the gRPC server.'),
      rest: key(service(80), 'Before the REST server.'),
    }),
    'Services.',
  ),
  ingress: key(
    map({
      rest: key(ingress(80), 'To the REST server.'),
      grpc: key(ingress(50_051), 'To the gRPC server.'),
    }),
    'Ingresses.',
  ),
  gateway: key(
    map({
      parentRefs: key(openList(), 'The gateways: `{name, namespace, sectionName}`.', { default: [] }),
      http: key(
        map({
          ...route,
          path: key(text(), 'Path.', { default: '/' }),
          filters: key(openList(), 'Filters in the Gateway API’s own form.'),
        }),
        'An HTTPRoute to the REST server.',
      ),
      grpc: key(
        map({
          ...route,
          methods: key(openList(), 'Only these: `{service, method}`.', { defaultText: 'all' }),
        }),
        'A GRPCRoute to the gRPC server.',
      ),
    }),
    'Routes of the Gateway API.',
  ),
  networkPolicy: key(
    map({
      enabled: key(flag(), 'Close all connections that aren’t named here.', { default: false }),
      callers: key(z.array(peer()), 'Services that call this one.', { default: [] }),
      callees: key(z.array(peer()), 'Services that this one calls.', { default: [] }),
      from: key(openList(), 'Further rules for who may come in, in Kubernetes’ own form.', { default: [] }),
      to: key(openList(), 'Further rules for where to, in Kubernetes’ own form.', { default: [] }),
    }),
    'A NetworkPolicy from the call graph.',
  ),
  nginx: key(
    map({
      enabled: key(flag(), 'Put nginx before the REST server.', { default: false }),
      image: key(open(), 'Its image.', { defaultText: 'nginx:stable' }),
      resources: key(open(), 'Requests and limits.'),
    }),
    'A proxy in the REST server’s pods, as the ancestors have.',
  ),
};
