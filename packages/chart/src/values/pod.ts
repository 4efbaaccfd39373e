import { key, map, open, openList, resources } from './types.ts';

/** Kubernetes' own parts of pods, handed on. */
export const podParts = {
  sidecar: key(openList(), 'Further containers of every server.', { default: [] }),
  volumes: key(
    openList(),
    'Volumes of every server. `timezone` is mounted at /etc/localtime, `log-volume` at /var/log/spaceone.',
    { default: [] },
  ),
  volumeMounts: key(
    map({
      application: key(openList(), 'In every server.', { default: [] }),
      application_grpc: key(openList(), 'In the gRPC server.', { default: [] }),
      application_rest: key(openList(), 'In the REST server.', { default: [] }),
      application_scheduler: key(openList(), 'In the scheduler.', { default: [] }),
      application_worker: key(openList(), 'In the worker.', { default: [] }),
    }),
    'Where volumes are mounted.',
  ),
  pod: key(
    map({
      spec: key(open(), 'Appended to the spec of every pod, in place of what would be there.', {
        default: {},
      }),
    }),
    'Every pod.',
  ),
  resources: key(resources(), 'Requests and limits of every server.', { default: {} }),
};

/** Containers and volumes that a kind of chart shares. */
export const kindParts = () =>
  map({
    sidecar: key(openList(), 'Further containers.', { default: [] }),
    volumes: key(openList(), 'Further volumes.', { default: [] }),
  });
