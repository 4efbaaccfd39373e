import type { Message } from '@bufbuild/protobuf';
import {
  type CallOptions,
  ChannelCredentials,
  type ChannelOptions,
  Client,
  type ClientReadableStream,
  type ClientWritableStream,
  Metadata,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { errors, fromStatus } from '../../../error/index.ts';
import type { GrpcCallOptions, GrpcChannel, GrpcChannelOptions, GrpcClientMethod } from '../engine.ts';
import { toBuffer } from './bytes.ts';

/**
 * Calls a service by grpc-js, which spreads calls over all addresses that the name resolves to, ejects those that keep
 * failing and repeats calls that are safe to repeat.
 */
export function connect(address: string, options: GrpcChannelOptions): GrpcChannel {
  const client = new Client(address, credentials(options), channelOptions(options));
  return {
    unary: (method, input, call) => unary(client, method, input, call),
    stream: (method, input, call) => stream(client, method, input, call),
    close: () => client.close(),
  };
}

function credentials({ tls }: GrpcChannelOptions): ChannelCredentials {
  if (!tls) return ChannelCredentials.createInsecure();
  const bytes = (pem: string | undefined) => (pem === undefined ? null : Buffer.from(pem));
  return ChannelCredentials.createSsl(bytes(tls.ca), bytes(tls.key), bytes(tls.cert));
}

function channelOptions({ maxReceiveBytes, idempotent }: GrpcChannelOptions): ChannelOptions {
  const names = idempotent.map(path => ({ service: path.split('/')[1], method: path.split('/')[2] }));
  const retryPolicy = {
    maxAttempts: 4,
    initialBackoff: '0.1s',
    maxBackoff: '2s',
    backoffMultiplier: 2,
    retryableStatusCodes: ['UNAVAILABLE'],
  };
  // grpc-js's own notation: names with underscores, and durations as objects.
  const outliers = {
    interval: { seconds: 10, nanos: 0 },
    base_ejection_time: { seconds: 30, nanos: 0 },
    max_ejection_percent: 50,
    failure_percentage_ejection: {
      threshold: 85,
      enforcement_percentage: 100,
      minimum_hosts: 2,
      request_volume: 20,
    },
    child_policy: [{ round_robin: {} }],
  };
  return {
    'grpc.service_config': JSON.stringify({
      loadBalancingConfig: [{ outlier_detection: outliers }],
      methodConfig: names.length > 0 ? [{ name: names, retryPolicy }] : [],
    }),
    // How calls are made isn't for the name server to say, and each look-up asks for one thing less.
    'grpc.service_config_disable_resolution': 1,
    'grpc.max_receive_message_length': maxReceiveBytes,
    'grpc.max_send_message_length': -1,
    'grpc.dns_min_time_between_resolutions_ms': 5_000,
    'grpc.keepalive_time_ms': 30_000,
    'grpc.initial_reconnect_backoff_ms': 200,
    'grpc.max_reconnect_backoff_ms': 5_000,
  };
}

const decoder = (method: GrpcClientMethod) => (bytes: Buffer) => method.decode(bytes);

function metadataOf({ headers }: GrpcCallOptions): Metadata {
  const metadata = new Metadata();
  for (const name in headers) metadata.set(name, headers[name]!);
  return metadata;
}

const optionsOf = ({ deadline }: GrpcCallOptions): CallOptions => (deadline === Infinity ? {} : { deadline });

function unary(
  client: Client,
  method: GrpcClientMethod,
  input: Message | AsyncIterable<Message>,
  options: GrpcCallOptions,
) {
  return new Promise<Message>((resolve, reject) => {
    const send = (left: number) => {
      const done = (error: ServiceError | null, response?: Message) => {
        options.signal?.removeEventListener('abort', cancel);
        if (!error) resolve(response!);
        else if (left > 0 && method.kind === 'unary' && isRefused(error)) setImmediate(send, left - 1);
        else reject(toError(error));
      };
      const shared = [toBuffer(method.encode), decoder(method)] as const;
      const call =
        method.kind === 'unary'
          ? client.makeUnaryRequest(
              method.path,
              ...shared,
              input as Message,
              metadataOf(options),
              optionsOf(options),
              done,
            )
          : client.makeClientStreamRequest(
              method.path,
              ...shared,
              metadataOf(options),
              optionsOf(options),
              done,
            );
      const cancel = () => cancelTwice(call);
      onAbort(options.signal, cancel);
      if (method.kind === 'client_streaming')
        feed(call as ClientWritableStream<Message>, input as AsyncIterable<Message>, cancel);
    };
    send(refusedTries);
  });
}

/** How often a call that was refused is sent again. */
const refusedTries = 5;

/**
 * Whether a server that closes its connection hasn't looked at the call: HTTP/2 says so, and it may be repeated whatever
 * it does. grpc-js does that once, often on the same connection.
 */
const isRefused = (error: ServiceError): boolean =>
  error.code === status.UNAVAILABLE && /REFUSED_STREAM|^Stream refused by server/.test(error.details);

async function* stream(
  client: Client,
  method: GrpcClientMethod,
  input: Message | AsyncIterable<Message>,
  options: GrpcCallOptions,
) {
  const shared = [toBuffer(method.encode), decoder(method)] as const;
  const call =
    method.kind === 'server_streaming'
      ? client.makeServerStreamRequest(
          method.path,
          ...shared,
          input as Message,
          metadataOf(options),
          optionsOf(options),
        )
      : client.makeBidiStreamRequest(method.path, ...shared, metadataOf(options), optionsOf(options));
  const cancel = () => cancelTwice(call);
  onAbort(options.signal, cancel);
  if (method.kind === 'bidi_streaming') {
    feed(call as unknown as ClientWritableStream<Message>, input as AsyncIterable<Message>, cancel);
  }
  try {
    for await (const message of call as ClientReadableStream<Message>) yield message;
  } catch (thrown) {
    throw toError(thrown as ServiceError);
  } finally {
    options.signal?.removeEventListener('abort', cancel);
    call.cancel();
  }
}

/**
 * grpc-js starts a call that was cancelled before its name was resolved all the same, and leaves it running: by the next
 * turn it has started, and the second cancel reaches the server.
 */
function cancelTwice(call: { cancel(): void }): void {
  call.cancel();
  setImmediate(() => call.cancel());
}

function onAbort(signal: AbortSignal | undefined, cancel: () => void): void {
  if (signal?.aborted) cancel();
  else signal?.addEventListener('abort', cancel, { once: true });
}

async function feed(
  call: ClientWritableStream<Message>,
  messages: AsyncIterable<Message>,
  cancel: () => void,
) {
  try {
    for await (const message of messages) {
      if (!call.write(message)) await new Promise<void>(resolve => call.once('drain', resolve));
    }
    call.end();
  } catch {
    // The caller's own stream broke: the call can't be completed, and the caller hears of it as a cancellation.
    cancel();
  }
}

/** What grpc-js says when it has no connection, around the reason for that. */
const noConnection = /No connection established.*Error: (.+?)(?:\. Resolution note: .*)?$/s;

function toError(error: ServiceError) {
  const details = error.metadata?.get('grpc-status-details-bin')[0];
  const message = error.details ?? error.message;
  // No server of ours said this: there was none, or something in between.
  if (error.code === status.UNAVAILABLE && !details && !message.startsWith('ERROR_'))
    return errors.unavailable(noConnection.exec(message)?.[1] ?? message, error);
  return fromStatus({ code: error.code, message, ...(details instanceof Buffer ? { details } : {}) });
}
