import { type CallSpan, type Tracer as Calls, statusNames } from '@hawser/core/observe';
import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';

const propagator = new W3CTraceContextPropagator();

/** What a span's place in the trace is read from: a call, or a call's headers. */
type Reader = (name: string) => string | undefined;

const getter: TextMapGetter<Reader> = { get: (read, name) => read(name), keys: () => [] };

type Transport = Parameters<Calls['serve']>[1]['transport'];

const kinds: Readonly<Record<Transport, SpanKind>> = {
  grpc: SpanKind.SERVER,
  rest: SpanKind.SERVER,
  plugin: SpanKind.SERVER,
  local: SpanKind.INTERNAL,
  scheduler: SpanKind.INTERNAL,
  worker: SpanKind.CONSUMER,
};

/** The gRPC status codes that say of a server that it is at fault; the others say so of the caller. */
const serverFaults: ReadonlySet<number> = new Set([2, 4, 12, 13, 14, 15]);

/** Spans of calls, by the semantic conventions for RPC. */
export function callTracer(tracer: Tracer): Calls {
  const begin = (path: string, kind: SpanKind, read: Reader, attributes: Attributes): CallSpan => {
    const name = path.slice(1);
    const parent = propagator.extract(ROOT_CONTEXT, read, getter);
    const span = tracer.startSpan(name, { kind, attributes: { 'rpc.method': name, ...attributes } }, parent);
    const faults = kind === SpanKind.CLIENT ? undefined : serverFaults;
    return {
      headers: headersOf(trace.setSpan(ROOT_CONTEXT, span)),
      end: (status, error) => finish(span, status, error, faults),
    };
  };
  return {
    serve: (path, call) =>
      begin(path, kinds[call.transport], name => call.header(name), {
        'hawser.transport': call.transport,
        ...(call.transport === 'grpc' && grpc),
      }),
    ask: (path, headers) => begin(path, SpanKind.CLIENT, name => headers[name], grpc),
  };
}

const grpc = { 'rpc.system.name': 'grpc' };

function headersOf(context: Context): Record<string, string> {
  const headers: Record<string, string> = {};
  propagator.inject(context, headers, {
    set: (into, name, value) => {
      into[name] = value;
    },
  });
  return headers;
}

/** @param faults the codes that are the fault of the span's side; undefined: all but success */
function finish(span: Span, status: number, error: unknown, faults: ReadonlySet<number> | undefined): void {
  span.setAttribute('rpc.status_code', statusNames[status] ?? 'UNKNOWN');
  if (status !== 0) {
    const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
    span.setAttribute('error.type', typeof code === 'string' ? code : (statusNames[status] ?? 'UNKNOWN'));
    if (!faults || faults.has(status))
      span.setStatus({ code: SpanStatusCode.ERROR, ...(typeof message === 'string' && { message }) });
  }
  span.end();
}
