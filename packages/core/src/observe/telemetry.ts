import type { Config, DeepReadonly } from '../config/index.ts';
import type { MeasuredMethod } from '../interface/rest/metrics.ts';
import type { Log } from '../log.ts';
import type { Call } from '../transaction/index.ts';

/** The span of one call. */
export interface CallSpan {
  /** What hands it on to those who are called: W3C `traceparent`, and `tracestate` where there is one. */
  readonly headers: Readonly<Record<string, string>>;
  /** Ends it, once. @param status the gRPC status code, 0 for success */
  end(status: number, error?: unknown): void;
}

/** Makes the spans of calls. A method is told by its path, `/package.Service/rpc`. */
export interface Tracer {
  /** Begins the span of a call that came in, below the caller's. */
  serve(path: string, call: Call): CallSpan;
  /** Begins the span of a call that goes out over a network. @param headers the call's, so far */
  ask(path: string, headers: Readonly<Record<string, string>>): CallSpan;
}

/** What sends traces and metrics to where they are looked at. */
export interface Telemetry extends Tracer {
  /** Sends what is left, and ends. Must not fail, and takes a few seconds at most. */
  close(): Promise<void>;
}

/** What telemetry is made for: one application. */
export interface TelemetryParts {
  /** The service's name and version. */
  readonly name: string;
  readonly version: string;
  /** `OTEL` of the configuration, whose `endpoint` is set. */
  readonly settings: DeepReadonly<Config['OTEL']>;
  /** The methods whose figures are sent. */
  readonly methods: readonly MeasuredMethod[];
  readonly log: Log;
}

export type TelemetryFactory = (parts: TelemetryParts) => Telemetry;
