import { apply, kubectl } from './kubectl.ts';

/** Something that no resource may show. */
export const hidden = 'hidden-value';

/** More service accounts than a page has. */
export const accounts = 300;

const requests = { cpu: '1m', memory: '4Mi' };

/** One object of each kind that there is to collect, in a namespace of their own. */
export async function createWorkloads(namespace: string): Promise<void> {
  const image = `${process.env.CLUSTER_REGISTRY}/pause:3`;
  const meta = (name: string) => ({ name, namespace, labels: { app: name } });
  const template = (app: string, extra: object = {}) => ({
    metadata: { labels: { app }, annotations: { note: hidden } },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [
        { name: app, image, env: [{ name: 'PASSWORD', value: hidden }], resources: { requests }, ...extra },
      ],
    },
  });
  const job = { ...template('job'), spec: { ...template('job').spec, restartPolicy: 'Never' } };
  const selector = (app: string) => ({ matchLabels: { app } });
  const port = { port: 80, targetPort: 8080 };
  await apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }]);
  await apply([
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: meta('web'),
      spec: { replicas: 2, selector: selector('web'), template: template('web') },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta('web'),
      spec: { selector: { app: 'web' }, ports: [port] },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta('db'),
      spec: { clusterIP: 'None', selector: { app: 'db' }, ports: [port] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: meta('db'),
      spec: {
        serviceName: 'db',
        selector: selector('db'),
        template: template('db', { volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } },
          },
        ],
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: meta('agent'),
      spec: { selector: selector('agent'), template: template('agent') },
    },
    { apiVersion: 'batch/v1', kind: 'Job', metadata: meta('job'), spec: { template: job } },
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: meta('cron'),
      spec: { schedule: '0 0 1 1 *', jobTemplate: { spec: { template: job } } },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: meta('web'),
      spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
    },
    ...Array.from({ length: accounts }, (_, index) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: `account-${index}`, namespace },
    })),
  ]);
  const wait = (condition: string, ...what: string[]) =>
    kubectl(['wait', '--namespace', namespace, `--for=${condition}`, '--timeout=90s', ...what]);
  await wait('create', 'pvc/data-db-0');
  await wait('jsonpath={.status.phase}=Bound', 'pvc/data-db-0');
  await wait('jsonpath={.status.replicas}=2', 'deployment/web');
  await wait('condition=PodScheduled', 'pods', '--all');
}

/** An account that may list nodes, namespaces and services, and nothing else. @returns its token */
export async function createRestrictedAccount(namespace: string): Promise<string> {
  const name = `${namespace}-restricted`;
  const subject = { kind: 'ServiceAccount', name: 'restricted', namespace };
  await apply([
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'restricted', namespace } },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name },
      rules: [{ apiGroups: [''], resources: ['nodes', 'namespaces', 'services'], verbs: ['list'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [subject],
    },
  ]);
  return (await kubectl(['create', 'token', 'restricted', '--namespace', namespace])).trim();
}

/** Deletes what the others here have created, and waits for its end: a cluster that changes can't be compared. */
export async function deleteWorkloads(namespace: string): Promise<void> {
  const name = `${namespace}-restricted`;
  await kubectl([
    'delete',
    `namespace/${namespace}`,
    `clusterrole/${name}`,
    `clusterrolebinding/${name}`,
    '--ignore-not-found',
    '--timeout=90s',
  ]);
}
