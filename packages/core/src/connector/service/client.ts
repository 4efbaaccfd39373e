import {
  create,
  type DescMethod,
  type DescService,
  fromBinary,
  type Message,
  toBinary,
} from '@bufbuild/protobuf';
import type { GrpcChannel, GrpcClientMethod } from '../../interface/grpc/engine.ts';
import { endAfter, endWith } from '../../observe/finish.ts';
import type { Tracer } from '../../observe/telemetry.ts';
import { describeMethod } from '../../pipeline/method.ts';
import type { CallOptions, Client } from '../../service/types.ts';
import { Transaction } from '../../transaction/index.ts';
import { LocalCall } from './local-call.ts';
import type { Peers } from './peers.ts';

/** How a client reaches a service and by whose right. */
export interface ClientParts {
  /** The services of this process. */
  peers?: Peers | undefined;
  /** The connection for services elsewhere. Asked once, on the first call. @throws HawserError when there is no address. */
  channel(): GrpcChannel;
  /** The system token, for `token: 'system'`. */
  systemToken?: (() => string | undefined) | undefined;
  /** What makes spans of calls to services elsewhere, where calls are traced. */
  tracer?: (() => Tracer | undefined) | undefined;
}

type Input = Message | AsyncIterable<Message>;
type Init = Record<string, unknown>;

/** Makes the typed client of a service. In and out of process, calls carry token, deadline, trace and cancellation. */
export function createClient<D extends DescService>(service: D, parts: ClientParts): Client<D> {
  const methods = service.methods.map(desc => [desc.localName, clientMethod(desc, parts)] as const);
  return Object.fromEntries(methods) as Client<D>;
}

function clientMethod(desc: DescMethod, parts: ClientParts) {
  const { path, idempotent } = describeMethod(desc);
  const remote: GrpcClientMethod = {
    path,
    kind: desc.methodKind,
    encode: message => toBinary(desc.input, message),
    decode: bytes => fromBinary(desc.output, bytes),
    idempotent,
  };
  const requestStream = desc.methodKind === 'client_streaming' || desc.methodKind === 'bidi_streaming';
  const answerStream = desc.methodKind === 'server_streaming' || desc.methodKind === 'bidi_streaming';
  const toInput = (init: Init | AsyncIterable<Init>): Input =>
    requestStream ? created(desc, init as AsyncIterable<Init>) : create(desc.input, init as Init);

  return (init: Init | AsyncIterable<Init>, options: CallOptions = {}) => {
    const input = toInput(init);
    const parent = Transaction.current();
    const headers = headersOf(parent, options, parts);
    const deadline = Math.min(
      parent?.deadline ?? Infinity,
      options.timeoutMs ? Date.now() + options.timeoutMs : Infinity,
    );
    const signal = joined(parent, options.signal);
    const local = parts.peers?.method(path);
    if (local) {
      const call = new LocalCall(headers, deadline, signal, parent);
      return answerStream ? local.stream!(input, call) : Promise.resolve(local.unary!(input, call));
    }
    const channel = parts.channel();
    const span = parts.tracer?.()?.ask(path, headers);
    if (span) Object.assign(headers, span.headers);
    const callOptions = { headers, deadline, signal };
    if (answerStream) {
      const answers = channel.stream(remote, input, callOptions);
      return span ? endAfter(span, answers) : answers;
    }
    const answer = channel.unary(remote, input, callOptions);
    return span ? endWith(span, answer) : answer;
  };
}

async function* created(desc: DescMethod, inits: AsyncIterable<Init>): AsyncGenerator<Message> {
  for await (const init of inits) yield create(desc.input, init);
}

/** The token and the trace of the calling transaction go along; a system call also says for which tenant it is made. */
function headersOf(
  parent: Transaction | undefined,
  options: CallOptions,
  parts: ClientParts,
): Record<string, string> {
  const headers: Record<string, string> = {};
  // A caller that its transport vouches for has no token to hand on: what it asks, it asks as the platform.
  const vouched = options.token === undefined && parent?.call.identity?.owner === 'SYSTEM';
  const asSystem = options.token === 'system' || vouched;
  const token = asSystem ? parts.systemToken?.() : (options.token ?? parent?.token);
  if (token) headers.token = token;
  if (parent) {
    headers.traceparent = parent.traceparent;
    const state = parent.call.header('tracestate');
    if (state) headers.tracestate = state;
    if (asSystem || parent.identity?.owner === 'SYSTEM') {
      if (parent.scope.domainId) headers.x_domain_id = parent.scope.domainId;
      if (parent.scope.workspaceId) headers.x_workspace_id = parent.scope.workspaceId;
    }
  }
  return options.headers ? Object.assign(headers, options.headers) : headers;
}

function joined(parent: Transaction | undefined, signal: AbortSignal | undefined): AbortSignal | undefined {
  if (!parent) return signal;
  return signal ? AbortSignal.any([parent.signal, signal]) : parent.signal;
}
