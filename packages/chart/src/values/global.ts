import { imagePullSecrets } from './image.ts';
import { openTelemetry } from './observe.ts';
import { kindParts } from './pod.ts';
import { databaseSecret, systemSecret } from './secrets.ts';
import { anyName, key, map, open, openList, text } from './types.ts';

/** What all charts of a release share. */
export const global = () =>
  map({
    namespace: key(anyName(), 'Where objects are made.', { defaultText: 'the release’s' }),
    supervisor_namespace: key(anyName(), 'Where plugins run.', { defaultText: 'namespace' }),
    shared: key(open(), 'Configuration that all services share; `shared.yaml`.', { default: {} }),
    shared_conf: key(open(), 'The same, by its newer name; laid over `shared`.', { default: {} }),
    DATABASES: key(open(), 'The same as `shared_conf.DATABASES`.'),
    sidecar: key(openList(), 'Further containers of every server of every service.', { default: [] }),
    backend: key(kindParts(), 'Of every backend service.'),
    frontend: key(kindParts(), 'Of every frontend.'),
    image: key(
      map({
        registry: key(text(), 'A registry in place of that of every image.'),
        pullSecrets: imagePullSecrets(),
      }),
      'Images.',
    ),
    databaseSecret: key(databaseSecret(), 'The Secret with the databases’ password.'),
    systemSecret: key(systemSecret(), 'The Secret with the platform’s token.'),
    openTelemetry: key(openTelemetry(), 'Traces and metrics of all services.'),
  });
