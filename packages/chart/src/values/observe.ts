import { z } from 'zod';
import { anyName, flag, key, map, openList, pairs, text } from './types.ts';

const monitor = () =>
  map({
    enabled: key(flag(), 'Make one.', { default: false }),
    interval: key(text(), 'How often metrics are fetched.', { default: '30s' }),
    scrapeTimeout: key(text(), 'How long that may take.'),
    labels: key(pairs(), 'Labels that Prometheus looks for.', { default: {} }),
    relabelings: key(openList(), 'In the operator’s own form.'),
    metricRelabelings: key(openList(), 'In the operator’s own form.'),
  });

/** Where traces and metrics are sent. */
export const openTelemetry = () =>
  map({
    endpoint: key(text(), 'The collector, such as http://collector:4317. Empty: nothing is sent.'),
    protocol: key(z.enum(['grpc', 'http/protobuf', 'http/json']), 'How.', { default: 'grpc' }),
    sampler: key(text(), 'Which traces are kept, such as parentbased_traceidratio.'),
    samplerArg: key(z.union([text(), z.number()]), 'Its argument, such as 0.1.'),
    headersSecret: key(
      map({
        existingSecret: key(anyName(), 'The Secret’s name.'),
        key: key(text(), 'Its key.', { default: 'headers' }),
      }),
      'A Secret with headers for the collector.',
    ),
  });

/** What others see of the service. */
export const observe = {
  monitoring: key(
    map({
      serviceMonitor: key(monitor(), 'For the gRPC server, by its Service.'),
      podMonitor: key(monitor(), 'For all pods.'),
    }),
    'Objects for the Prometheus operator.',
  ),
  openTelemetry: key(openTelemetry(), 'Traces and metrics.', { defaultText: '`global.openTelemetry`' }),
};
