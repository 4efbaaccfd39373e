/** What the restricted pod-security profile asks of a container, and a root file system that nothing can write to. */
const hardened = {
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

/** A PostgreSQL server with the database `identity`, and its Service `postgres`. */
export function database(namespace: string, password: string): object[] {
  const labels = { app: 'postgres' };
  return [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'postgres', namespace, labels },
      spec: {
        automountServiceAccountToken: false,
        containers: [
          {
            name: 'postgres',
            image: 'postgres:15',
            env: [
              { name: 'POSTGRES_PASSWORD', value: password },
              { name: 'POSTGRES_DB', value: 'identity' },
            ],
          },
        ],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'postgres', namespace },
      spec: { selector: labels, ports: [{ port: 5432 }] },
    },
  ];
}

export interface PodOptions {
  namespace: string;
  name: string;
  image: string;
}

/** A service's gRPC server whose first steps wait for its database and migrate it, as its chart has it. */
export function restrictedPod(options: PodOptions & { host: string; password: string }): object[] {
  const { namespace, name, image, host, password } = options;
  const config = JSON.stringify({ DATABASES: { default: { host, database: name, user: 'postgres' } } });
  const common = {
    image,
    securityContext: hardened,
    env: [
      {
        name: 'HAWSER_DATABASES__DEFAULT__PASSWORD',
        valueFrom: { secretKeyRef: { name: 'database', key: 'password' } },
      },
    ],
    volumeMounts: [{ name: 'config', mountPath: `/opt/spaceone/${name}/config` }],
  };
  return [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'database', namespace },
      stringData: { password },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `${name}-conf`, namespace },
      data: { 'application.yaml': config },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace },
      spec: {
        automountServiceAccountToken: false,
        restartPolicy: 'Always',
        initContainers: [
          { name: 'wait', ...common, args: ['wait', '--tcp', `${host}:5432`, '--timeout', '60'] },
          { name: 'migrate', ...common, args: ['migrate', name] },
        ],
        containers: [
          {
            name,
            ...common,
            args: ['start', name, '--server', 'grpc'],
            readinessProbe: { grpc: { port: 50_051 }, periodSeconds: 1 },
          },
        ],
        volumes: [{ name: 'config', configMap: { name: `${name}-conf` } }],
      },
    },
  ];
}

/** A plugin's server. */
export const pluginPod = ({ namespace, name, image }: PodOptions): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace },
  spec: {
    automountServiceAccountToken: false,
    containers: [
      {
        name,
        image,
        securityContext: hardened,
        readinessProbe: { grpc: { port: 50_051 }, periodSeconds: 1 },
      },
    ],
  },
});
