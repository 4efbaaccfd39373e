import type { Readable } from 'node:stream';
import type { Message } from '@bufbuild/protobuf';
import {
  type handleBidiStreamingCall,
  type handleClientStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  Metadata,
  Server,
  ServerCredentials,
  type StatusObject,
  type sendUnaryData,
} from '@grpc/grpc-js';
import type { StatusText } from '../../../error/index.ts';
import type { GrpcListener, GrpcMethod, GrpcServerOptions } from '../engine.ts';
import { toBuffer } from './bytes.ts';
import { GrpcJsCall } from './call.ts';

/** Serves methods by grpc-js. */
export async function listen(
  methods: readonly GrpcMethod[],
  options: GrpcServerOptions,
): Promise<GrpcListener> {
  const server = new Server({
    'grpc.max_receive_message_length': options.maxReceiveBytes,
    'grpc.max_send_message_length': -1,
    'grpc.keepalive_time_ms': options.keepaliveMs,
    'grpc.keepalive_permit_without_calls': 1,
    ...(options.maxConnectionAgeMs && { 'grpc.max_connection_age_ms': options.maxConnectionAgeMs }),
    // Counts every message for a service that isn't served here; /metrics counts calls.
    'grpc.enable_channelz': 0,
  });
  for (const method of methods) register(server, method);
  const port = await new Promise<number>((resolve, reject) => {
    const address = `${options.host.includes(':') ? `[${options.host}]` : options.host}:${options.port}`;
    server.bindAsync(address, credentials(options), (error, bound) =>
      error ? reject(listenError(error, options)) : resolve(bound),
    );
  });
  return { port, drain: graceMs => drain(server, graceMs) };
}

/** The error of Node.js that is in grpc-js's text: which port, and what is wrong with it. */
function listenError(error: Error, { host: address, port }: GrpcServerOptions): Error {
  const [message, code] = /listen (E[A-Z]+)[^,\]]*/.exec(error.message) ?? [];
  if (!code) return error;
  return Object.assign(new Error(message, { cause: error }), { code, syscall: 'listen', address, port });
}

function credentials({ tls }: GrpcServerOptions): ServerCredentials {
  if (!tls) return ServerCredentials.createInsecure();
  const pair = { cert_chain: Buffer.from(tls.cert), private_key: Buffer.from(tls.key) };
  return ServerCredentials.createSsl(tls.ca ? Buffer.from(tls.ca) : null, [pair], tls.ca !== undefined);
}

function drain(server: Server, graceMs: number): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(() => server.forceShutdown(), graceMs);
    server.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** A message that could not be decoded: grpc-js would answer INTERNAL, with the decoder's words. */
class Undecoded {
  readonly thrown: unknown;
  constructor(thrown: unknown) {
    this.thrown = thrown;
  }
}

function register(server: Server, method: GrpcMethod): void {
  const serialize = toBuffer(method.encode);
  const deserialize = (bytes: Buffer): Message | Undecoded => {
    try {
      return method.decode(bytes);
    } catch (thrown) {
      return new Undecoded(thrown);
    }
  };
  const [handler, type] = handlerOf(method);
  server.register(
    method.path,
    handler as handleUnaryCall<unknown, unknown>,
    serialize as never,
    deserialize as never,
    type,
  );
}

type AnyHandler =
  | handleUnaryCall<Message, Message>
  | handleClientStreamingCall<Message, Message>
  | handleServerStreamingCall<Message, Message>
  | handleBidiStreamingCall<Message, Message>;

function handlerOf(method: GrpcMethod): [AnyHandler, string] {
  const unary = method.unary!;
  const stream = method.stream!;
  const fail = (thrown: unknown) => statusObject(method.status(thrown));

  const answer = (
    request: Message | AsyncIterable<Message>,
    call: GrpcJsCall,
    callback: sendUnaryData<Message>,
  ) => {
    const succeed = (response: Message) => {
      call.answer();
      callback(null, response);
    };
    const result = unary(request, call);
    if (!(result instanceof Promise)) return succeed(result);
    result.then(succeed, thrown => {
      call.answer();
      callback(fail(thrown));
    });
  };
  const answerUnary: handleUnaryCall<Message, Message> = (call, callback) => {
    const request = call.request as Message | Undecoded;
    if (request instanceof Undecoded) return callback(fail(request.thrown));
    answer(request, new GrpcJsCall(call), callback);
  };
  const answerClientStream: handleClientStreamingCall<Message, Message> = (call, callback) => {
    answer(decoded(call), new GrpcJsCall(call), callback);
  };
  const answerServerStream: handleServerStreamingCall<Message, Message> = call => {
    const request = call.request as Message | Undecoded;
    if (request instanceof Undecoded) return call.emit('error', fail(request.thrown));
    pump(stream(request, new GrpcJsCall(call)), call, fail);
  };
  const answerBidi: handleBidiStreamingCall<Message, Message> = call => {
    pump(stream(decoded(call), new GrpcJsCall(call)), call, fail);
  };

  switch (method.kind) {
    case 'unary':
      return [answerUnary, 'unary'];
    case 'client_streaming':
      return [answerClientStream, 'clientStream'];
    case 'server_streaming':
      return [answerServerStream, 'serverStream'];
    case 'bidi_streaming':
      return [answerBidi, 'bidi'];
  }
}

/**
 * The requests of a stream. They come from the same object that the answers go to, which has to outlive them: a plain
 * `for await` would destroy it at the end of the requests.
 */
async function* decoded(call: Readable): AsyncGenerator<Message> {
  const messages: AsyncIterable<Message | Undecoded> = call.iterator({ destroyOnReturn: false });
  for await (const message of messages) {
    if (message instanceof Undecoded) throw message.thrown;
    yield message;
  }
}

interface Sink {
  write(message: Message): boolean;
  end(): void;
  emit(event: 'error', error: Partial<StatusObject>): boolean;
  once(event: 'drain' | 'cancelled', listener: () => void): unknown;
  off(event: 'drain' | 'cancelled', listener: () => void): unknown;
  readonly cancelled: boolean;
}

/** Writes a stream of answers, as fast as the caller reads. */
async function pump(
  answers: AsyncIterable<Message>,
  call: Sink,
  fail: (thrown: unknown) => Partial<StatusObject>,
) {
  try {
    for await (const answer of answers) {
      if (call.cancelled) return;
      if (!call.write(answer)) await drained(call);
    }
    call.end();
  } catch (thrown) {
    call.emit('error', fail(thrown));
  }
}

/** Until more can be written, or nobody reads any more. */
function drained(call: Sink): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      call.off('drain', done);
      call.off('cancelled', done);
      resolve();
    };
    call.once('drain', done);
    call.once('cancelled', done);
  });
}

function statusObject({
  code,
  message,
  details,
}: StatusText): Partial<StatusObject> & { name: string; message: string } {
  const metadata = new Metadata();
  if (details) metadata.set('grpc-status-details-bin', Buffer.from(details));
  return { name: 'Error', message, code, details: message, metadata };
}
