import type { ValuesKind } from '../values/index.ts';

const servers = ['grpc', 'rest', 'scheduler', 'worker'] as const;

/** Template names of the library for each server, as `deployment-grpc` for `deployment.grpc`. */
const each = (name: string): string[] => servers.map(server => `${name}.${server}`);

const workload = [
  'deployment.grpc',
  'service.grpc',
  'service.headless',
  'serviceaccount',
  'role',
  'rolebinding',
  'networkpolicy',
  'podmonitor',
  'servicemonitor',
  'externalsecret',
];

const backend = [
  'conf',
  'conf.database',
  ...each('conf.application'),
  'conf.shared',
  'conf.nginx',
  'conf.nginx.proxy',
  ...workload,
  ...each('deployment').slice(1),
  'service.rest',
  'ingress.rest',
  'ingress.grpc',
  'route.http',
  'route.grpc',
  'migration',
  'jobs',
  'keda',
  'keda.authentication',
  ...each('hpa'),
  ...each('pdb'),
  ...each('pvc'),
];

const pages = [
  'web.deployment',
  'web.service',
  'web.ingress',
  'hpa.rest',
  'pdb.rest',
  'pvc.rest',
  'serviceaccount',
];

/** The library's templates that a chart of each kind has a file for, in the order of its parts. */
export const templateNames: Readonly<Record<ValuesKind, readonly string[]>> = {
  backend,
  supervisor: [
    ...backend.filter(name => name !== 'role' && name !== 'rolebinding'),
    'supervisor.role',
    'supervisor.rolebinding',
  ],
  plugin: ['plugin.deployment', ...workload.slice(1), 'hpa.grpc', 'pdb.grpc', 'pvc.grpc'],
  frontend: [...pages, 'web.conf'],
  static: pages,
  initializer: ['initializer.job', 'serviceaccount', 'initializer.role', 'initializer.rolebinding'],
  umbrella: ['conf.shared'],
};

/** The same as files, without `.yaml`, by name. */
export const templatesOf = (kind: ValuesKind): Readonly<Record<string, string>> =>
  Object.fromEntries(templateNames[kind].map(name => [name.replaceAll('.', '-'), name]));
