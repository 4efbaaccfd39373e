import { flag, key, map, open, whole } from './types.ts';

const probe = () =>
  map({
    enabled: key(flag(), 'Whether it is made at all.', { default: true }),
    periodSeconds: key(whole(1), 'Seconds between tries.'),
    timeoutSeconds: key(whole(1), 'Seconds that an answer may take.'),
    failureThreshold: key(whole(1), 'Failures in a row that count.'),
    successThreshold: key(whole(1), 'Successes in a row that count.'),
    initialDelaySeconds: key(whole(), 'Seconds before the first try.'),
    grpc: key(open(), 'Ask by gRPC health: `{port, service}`.'),
    httpGet: key(open(), 'Ask by HTTP.'),
    tcpSocket: key(open(), 'Open a connection.'),
    exec: key(open(), 'Run a command in the container.'),
  });

/** How Kubernetes asks a server how it is. */
export const probes = () =>
  map({
    startup: key(probe(), 'Has it started? `/healthz`, each second, for two minutes.'),
    readiness: key(probe(), 'May it be sent work? gRPC health, `/readyz` for servers without.'),
    liveness: key(
      probe(),
      'Does it live, or is it to be restarted? `/healthz`, each 10 seconds, six failures.',
    ),
  });
