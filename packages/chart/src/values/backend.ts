import type { z } from 'zod';
import { configuration } from './configuration.ts';
import { global } from './global.ts';
import { image, imagePullPolicy, imagePullSecrets } from './image.ts';
import { network } from './network.ts';
import { observe } from './observe.ts';
import { podParts } from './pod.ts';
import { environment, secrets } from './secrets.ts';
import { security } from './security.ts';
import { workloads } from './server.ts';
import { start } from './start.ts';
import { flag, key, map, objectName, whole } from './types.ts';

/** What says whether a chart makes anything, and what it runs. */
export const basics = {
  enabled: key(flag(), 'Whether anything is made.', { default: true }),
  enable: key(flag(), 'The same; some of the ancestors’ files have it so.'),
  developer: key(
    flag(),
    'For working inside of the pods: containers sleep instead of serving, without probes, and nothing is waited for.',
    { default: false },
  ),
  name: key(objectName(), 'The service’s name, and that of its objects.', { defaultText: 'the chart’s' }),
  image: key(image(), 'The image.'),
  imagePullPolicy: imagePullPolicy(),
  imagePullSecrets: imagePullSecrets(),
};

/** Values of the chart of a backend service. */
export const backendValues = map({
  ...basics,
  grpc: key(flag(), 'Run the gRPC server.', { default: true }),
  rest: key(flag(), 'Run the REST server.', { default: false }),
  scheduler: key(flag(), 'Run the scheduler.', { default: false }),
  worker: key(flag(), 'Run the worker.', { default: false }),
  replicas: key(whole(), 'Replicas of the gRPC server, and of the worker unless it has its own.', {
    default: 1,
  }),
  replicas_rest: key(whole(), 'Replicas of the REST server.', { default: 1 }),
  replicas_worker: key(whole(), 'Replicas of the worker.', { defaultText: '`replicas`' }),
  ...configuration,
  ...environment,
  ...podParts,
  ...workloads,
  ...network,
  ...secrets,
  ...start,
  ...security,
  ...observe,
  global: key(global(), 'What all charts of a release share.'),
});

/** Values as they are written in a file; every key may be left out. */
export type BackendValues = z.input<typeof backendValues>;
