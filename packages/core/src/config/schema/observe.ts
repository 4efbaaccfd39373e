import { z } from 'zod';
import { seconds, secret } from './types.ts';

const spaceoneLog = () =>
  z.record(z.string(), z.unknown()).optional().meta({ noEffect: 'logs go to standard output' });

/** Logs. */
export const LOG = z
  .strictObject({
    level: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
      .default('info')
      .describe('Least level that is written.'),
    requests: z.enum(['none', 'errors', 'all']).default('errors').describe('Which calls get a line.'),
    format: z
      .enum(['json', 'pretty'])
      .default('json')
      .describe('One JSON object a line, or lines for people.'),
    filters: z
      .strictObject({
        masking: z
          .strictObject({
            rules: z
              .record(z.string(), z.array(z.string()).describe('Names of fields at the top of the request.'))
              .default({})
              .describe('Fields by method, such as `Collector.collect: [options]`.'),
          })
          .prefault({})
          .describe(
            'What records of requests mask, beside whatever is secret by its name (`password`, `token`, `secret_data` …).',
          ),
        exclude: z
          .strictObject({
            rules: z
              .strictObject({
                tnx_method: z
                  .array(z.string())
                  .default([])
                  .describe('Methods, such as `Job.get`, whose calls get no line.'),
              })
              .prefault({})
              .describe('What is left out.'),
          })
          .prefault({})
          .describe(
            'Calls that `requests: all` leaves out, unless they fail through the service’s own fault.',
          ),
      })
      .prefault({})
      .describe('What logs leave out.'),
    loggers: spaceoneLog(),
    handlers: spaceoneLog(),
  })
  .prefault({})
  .describe('Logs, on standard output.');

/** OpenTelemetry. */
export const OTEL = z
  .strictObject({
    endpoint: z
      .string()
      .regex(/^https?:\/\/\S+$/, 'expected an http(s) URL')
      .optional()
      .describe(
        'OTLP/HTTP collector, such as `http://collector:4318`; `/v1/traces` and `/v1/metrics` are appended. Left out: nothing is sent.',
      ),
    headers: z
      .record(z.string(), secret().describe('Value of the header.'))
      .default({})
      .describe('Headers sent to it.'),
    sampling: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .describe('Share of traces kept, where the caller hasn’t decided.'),
    metricsIntervalSeconds: seconds().min(1).default(60).describe('Metrics are sent every so many seconds.'),
  })
  .prefault({})
  .describe(
    'Traces and metrics, sent by OpenTelemetry’s protocol with the package `@hawser/otel`. Whether or not they are sent, calls hand the trace on as W3C `traceparent`.',
  );
