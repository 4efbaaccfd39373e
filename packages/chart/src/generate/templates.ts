import { notes } from './notes.ts';
import type { ChartKind } from './project.ts';

/** The ancestors' files, each with the library's named template that it is. */
const ancestors: Readonly<Record<string, string>> = {
  'application-grpc-conf.yaml': 'conf.application.grpc',
  'application-rest-conf.yaml': 'conf.application.rest',
  'application-scheduler-conf.yaml': 'conf.application.scheduler',
  'application-worker-conf.yaml': 'conf.application.worker',
  'database-conf.yaml': 'conf.database',
  'default-conf.yaml': 'conf',
  'deployment-grpc.yaml': 'deployment.grpc',
  'deployment-rest.yaml': 'deployment.rest',
  'deployment-scheduler.yaml': 'deployment.scheduler',
  'deployment-worker.yaml': 'deployment.worker',
  'ingress-rest.yaml': 'ingress.rest',
  'rest-nginx-conf.yaml': 'conf.nginx',
  'rest-nginx-proxy-conf.yaml': 'conf.nginx.proxy',
  'service-grpc.yaml': 'service.grpc',
  'service-rest.yaml': 'service.rest',
  'shared-conf.yaml': 'conf.shared',
};

/** Ours beside them, one object a file. */
const further: Readonly<Record<string, string>> = {
  'external-secret.yaml': 'externalsecret',
  'grpc-route.yaml': 'route.grpc',
  'hpa-grpc.yaml': 'hpa.grpc',
  'hpa-rest.yaml': 'hpa.rest',
  'hpa-scheduler.yaml': 'hpa.scheduler',
  'hpa-worker.yaml': 'hpa.worker',
  'http-route.yaml': 'route.http',
  'ingress-grpc.yaml': 'ingress.grpc',
  'jobs.yaml': 'jobs',
  'keda-authentication.yaml': 'keda.authentication',
  'keda.yaml': 'keda',
  'migration.yaml': 'migration',
  'network-policy.yaml': 'networkpolicy',
  'pdb-grpc.yaml': 'pdb.grpc',
  'pdb-rest.yaml': 'pdb.rest',
  'pdb-scheduler.yaml': 'pdb.scheduler',
  'pdb-worker.yaml': 'pdb.worker',
  'pod-monitor.yaml': 'podmonitor',
  'pvc-grpc.yaml': 'pvc.grpc',
  'pvc-rest.yaml': 'pvc.rest',
  'pvc-scheduler.yaml': 'pvc.scheduler',
  'pvc-worker.yaml': 'pvc.worker',
  'role-binding.yaml': 'rolebinding',
  'role.yaml': 'role',
  'service-account.yaml': 'serviceaccount',
  'service-headless.yaml': 'service.headless',
  'service-monitor.yaml': 'servicemonitor',
};

/** A plugin has one server and no configuration. */
const plugin: Readonly<Record<string, string>> = {
  'deployment-grpc.yaml': 'plugin.deployment',
  'external-secret.yaml': 'externalsecret',
  'hpa-grpc.yaml': 'hpa.grpc',
  'network-policy.yaml': 'networkpolicy',
  'pdb-grpc.yaml': 'pdb.grpc',
  'pod-monitor.yaml': 'podmonitor',
  'pvc-grpc.yaml': 'pvc.grpc',
  'role-binding.yaml': 'rolebinding',
  'role.yaml': 'role',
  'service-account.yaml': 'serviceaccount',
  'service-grpc.yaml': 'service.grpc',
  'service-headless.yaml': 'service.headless',
  'service-monitor.yaml': 'servicemonitor',
};

/** Pages are one HTTP server. */
const pages: Readonly<Record<string, string>> = {
  'deployment.yaml': 'web.deployment',
  'hpa.yaml': 'hpa.rest',
  'ingress.yaml': 'web.ingress',
  'pdb.yaml': 'pdb.rest',
  'pvc.yaml': 'pvc.rest',
  'service-account.yaml': 'serviceaccount',
  'service.yaml': 'web.service',
};

const templates: Readonly<Record<ChartKind, Readonly<Record<string, string>>>> = {
  backend: { ...ancestors, ...further },
  supervisor: {
    ...ancestors,
    ...further,
    'role-binding.yaml': 'supervisor.rolebinding',
    'role.yaml': 'supervisor.role',
  },
  plugin,
  frontend: { 'conf.yaml': 'web.conf', ...pages },
  static: pages,
  initializer: {
    'job.yaml': 'initializer.job',
    'role-binding.yaml': 'initializer.rolebinding',
    'role.yaml': 'initializer.role',
    'service-account.yaml': 'serviceaccount',
  },
};

/** The template files of a kind of chart, a line each: all that they do is done by the library. */
export function templateFiles(kind: ChartKind): Map<string, string> {
  const included = Object.entries(templates[kind]).map(
    ([file, name]) => [`templates/${file}`, `{{ include "hawser.${name}" . -}}\n`] as const,
  );
  return new Map([...included, ['templates/_helpers.tpl', helpers], ['templates/NOTES.txt', notes(kind)]]);
}

const helpers = `{{/* Named templates of this chart's own go here. Those that its files include are hawser-library's. */}}
`;
