export { statusNames } from '../interface/rest/error-body.ts';
export type { MeasuredMethod } from '../interface/rest/metrics.ts';
export { bucketBounds, type CallMetrics } from '../pipeline/metrics.ts';
export { registerTelemetry } from './registry.ts';
export type { CallSpan, Telemetry, TelemetryFactory, TelemetryParts, Tracer } from './telemetry.ts';
