import { flag, key, map, open, text } from './types.ts';

/** Configuration of the service itself; its keys are the service's, checked when it starts. */
export const configuration = {
  database: key(open(), 'Configuration of all servers that is about data; `database.yaml`.', { default: {} }),
  application: key(open(), 'Configuration of all servers; each server’s own is laid over it.', {
    default: {},
  }),
  application_grpc: key(open(), 'Configuration of the gRPC server; `application.yaml` in its pods.', {
    default: {},
  }),
  application_rest: key(open(), 'Configuration of the REST server.', { default: {} }),
  application_scheduler: key(open(), 'Configuration of the scheduler.', { default: {} }),
  application_worker: key(open(), 'Configuration of the worker.', { default: {} }),
  configRoot: key(
    text().regex(/^\/.*[^/]$/, 'an absolute path'),
    'Files of configuration are in `<configRoot>/<name>/config`.',
    {
      default: '/opt/spaceone',
    },
  ),
  sharedConf: key(
    map({
      create: key(flag(), 'Make the ConfigMap.', { defaultText: 'true where the chart is installed alone' }),
      name: key(text(), 'Its name.', { default: 'shared-conf' }),
    }),
    'The ConfigMap of what all services share.',
  ),
};
