import type { DescMethod, Message } from '@bufbuild/protobuf';
import type { StatusText } from '../../error/index.ts';
import type { StreamPipeline, UnaryPipeline } from '../../pipeline/index.ts';

/**
 * The seam below which HTTP/2 happens. Nothing above it knows which engine runs; nothing below it knows of pipelines,
 * tokens or conventions.
 */
export interface GrpcEngine {
  listen(methods: readonly GrpcMethod[], options: GrpcServerOptions): Promise<GrpcListener>;
  connect(address: string, options: GrpcChannelOptions): GrpcChannel;
}

interface Codec {
  readonly path: string;
  readonly kind: DescMethod['methodKind'];
}

/** One method as an engine serves it. */
export interface GrpcMethod extends Codec {
  /** @throws whatever is wrong with the bytes; the engine answers with `status` of it. */
  decode(bytes: Uint8Array): Message;
  encode(message: Message): Uint8Array;
  /** Set when the method answers once, else `stream` is. */
  unary?: UnaryPipeline | undefined;
  stream?: StreamPipeline | undefined;
  status(thrown: unknown): StatusText;
}

/** PEM texts. With `ca`, callers must show a certificate that it has signed (mTLS). */
export interface GrpcServerTls {
  cert: string;
  key: string;
  ca?: string | undefined;
}

export interface GrpcServerOptions {
  host: string;
  /** 0 picks a free one. */
  port: number;
  tls?: GrpcServerTls | undefined;
  maxReceiveBytes: number;
  /** A ping is sent after so long without traffic, in milliseconds. */
  keepaliveMs: number;
  /**
   * A connection is closed after so long, when its calls have ended, in milliseconds: its client looks the name up again,
   * and finds servers that are new. Default: never.
   */
  maxConnectionAgeMs?: number | undefined;
}

export interface GrpcListener {
  readonly port: number;
  /** Takes no new calls, waits for the running ones for at most `graceMs`, then ends them. */
  drain(graceMs: number): Promise<void>;
}

/** One method as an engine calls it. */
export interface GrpcClientMethod extends Codec {
  encode(message: Message): Uint8Array;
  decode(bytes: Uint8Array): Message;
  /** Whether the engine may repeat the call when the server is unavailable. */
  readonly idempotent: boolean;
}

export interface GrpcChannelOptions {
  /** Calls over TLS; `ca` in PEM, by default the system's. */
  tls?: { ca?: string | undefined; cert?: string | undefined; key?: string | undefined } | undefined;
  maxReceiveBytes: number;
  /** The methods that may be repeated, by path. */
  idempotent: readonly string[];
}

export interface GrpcCallOptions {
  headers: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch, or Infinity. */
  deadline: number;
  signal: AbortSignal | undefined;
}

/** A connection to a service, which may stand on several servers. Errors are thrown as `HawserError`. */
export interface GrpcChannel {
  unary(
    method: GrpcClientMethod,
    input: Message | AsyncIterable<Message>,
    options: GrpcCallOptions,
  ): Promise<Message>;
  stream(
    method: GrpcClientMethod,
    input: Message | AsyncIterable<Message>,
    options: GrpcCallOptions,
  ): AsyncIterable<Message>;
  close(): void;
}
