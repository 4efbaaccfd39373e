import type { KubernetesObject } from './problem.ts';

/** Objects of a release that is right in each respect; tests break one thing of it. */
export function exampleRelease() {
  const labels = { app: 'api' };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', labels: { 'app.kubernetes.io/name': 'api' } },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: { 'checksum/conf': 'a1b2' } },
        spec: {
          serviceAccountName: 'api',
          imagePullSecrets: [{ name: 'registry' }],
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } as Record<
            string,
            unknown
          >,
          initContainers: [container('wait')],
          containers: [
            {
              ...container('api'),
              ports: [{ name: 'grpc', containerPort: 50051 }] as Record<string, unknown>[],
              readinessProbe: { grpc: { port: 50051 } } as Record<string, unknown>,
              livenessProbe: { tcpSocket: { port: 'grpc' } } as Record<string, unknown>,
              env: [
                { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'api-db', key: 'password' } } },
                { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'api-conf', key: 'level' } } },
              ] as Record<string, unknown>[],
              volumeMounts: [
                { name: 'conf', mountPath: '/etc/conf' },
                { name: 'tmp', mountPath: '/tmp' },
              ] as Record<string, unknown>[],
              resources: { requests: { cpu: '100m', memory: '128Mi' } },
            },
          ],
          volumes: [
            { name: 'conf', configMap: { name: 'api-conf', items: [{ key: 'level', path: 'level' }] } },
            { name: 'tmp', emptyDir: {} },
          ] as Record<string, unknown>[],
        } as Record<string, unknown> & { containers: Record<string, unknown>[] },
      },
    },
  };
  const objects = {
    deployment,
    account: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'api' } },
    config: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api-conf' }, data: { level: 'info' } },
    secret: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'api-db' }, stringData: { password: 'x' } },
    service: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'api', labels },
      spec: { selector: labels, ports: [{ name: 'grpc', port: 50051, targetPort: 'grpc' }] },
    },
    ingress: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'api' },
      spec: {
        tls: [{ hosts: ['api.example.com'], secretName: 'api-tls' }],
        rules: [
          {
            host: 'api.example.com',
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: { service: { name: 'api', port: { name: 'grpc' } } },
                },
              ],
            },
          },
        ],
      },
    },
    route: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'api' },
      spec: { parentRefs: [{ name: 'gateway' }], rules: [{ backendRefs: [{ name: 'api', port: 50051 }] }] },
    },
    autoscaler: {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'api' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
        minReplicas: 1,
        maxReplicas: 3,
      },
    },
    budget: {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'api' },
      spec: { selector: { matchLabels: labels }, maxUnavailable: 1 },
    },
    monitor: {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { name: 'api' },
      spec: { selector: { matchLabels: labels }, endpoints: [{ port: 'grpc', interval: '30s' }] },
    },
    role: { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'api' }, rules: [] },
    binding: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'api' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'api' },
      subjects: [{ kind: 'ServiceAccount', name: 'api' }],
    },
    migration: {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'api-migrate-1a2b3c' },
      spec: {
        template: {
          metadata: { labels: { job: 'migrate' } },
          spec: {
            restartPolicy: 'Never',
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [container('migrate')],
          },
        },
      },
    },
  } satisfies Record<string, KubernetesObject>;
  return objects;
}

/** A container as the restricted profile wants it. */
function container(name: string): Record<string, unknown> {
  return {
    name,
    image: `registry.example.com/${name}:1.0.0`,
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
  };
}

/** What the release names without rendering it. */
export const exampleExternal = ['Secret/registry', 'Secret/api-tls'];
