import { setTimeout as wait } from 'node:timers/promises';
import type { Telemetry, TelemetryFactory, TelemetryParts } from '@hawser/core/observe';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import {
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
  serviceInstanceIdDetector,
} from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { callMetrics } from './metrics.ts';
import { Reporter } from './reporter.ts';
import { callTracer } from './tracer.ts';

/** The longest that one sending may take, and that the end waits for the last one, in milliseconds. */
const timeout = 5_000;

/**
 * Traces and metrics of an application, sent to the OTLP/HTTP collector that `OTEL.endpoint` names, as protobuf. What
 * can't be sent is dropped, with one warning until it can be sent again: the application never waits for it.
 *
 * Nothing is registered globally, so that several applications of one process have names of their own.
 */
export const openTelemetry: TelemetryFactory = parts => {
  const { settings, methods, log } = parts;
  const resource = resourceOf(parts);
  const to = (path: string) => ({
    url: `${settings.endpoint?.replace(/\/+$/, '')}/${path}`,
    headers: { ...settings.headers },
    timeoutMillis: timeout,
  });
  const traces = new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(settings.sampling) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new Reporter('traces', log).watch(new OTLPTraceExporter(to('v1/traces'))),
        exportTimeoutMillis: timeout,
      }),
    ],
  });
  const metrics = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new Reporter('metrics', log).watch(new OTLPMetricExporter(to('v1/metrics'))),
        exportIntervalMillis: settings.metricsIntervalSeconds * 1000,
        exportTimeoutMillis: Math.min(timeout, settings.metricsIntervalSeconds * 1000),
        metricProducers: [callMetrics(methods, resource)],
      }),
    ],
  });
  const telemetry: Telemetry = {
    ...callTracer(traces.getTracer('hawser')),
    async close() {
      const ended = Promise.allSettled([traces.shutdown(), metrics.shutdown()]);
      await Promise.race([ended, wait(timeout, undefined, { ref: false })]);
    },
  };
  return telemetry;
};

/** Who sends: the service, one id a process, and what `OTEL_RESOURCE_ATTRIBUTES` adds, such as the pod. */
function resourceOf({ name, version }: TelemetryParts): Resource {
  const given = detectResources({ detectors: [serviceInstanceIdDetector, envDetector] });
  return given.merge(resourceFromAttributes({ 'service.name': name, 'service.version': version }));
}
