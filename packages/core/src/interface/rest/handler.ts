import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Message, Registry } from '@bufbuild/protobuf';
import type { HawserError } from '../../error/index.ts';
import type { Log } from '../../log.ts';
import type { CompiledMethod } from '../../pipeline/index.ts';
import { RestCall } from './call.ts';
import { type ErrorStyle, errorBody } from './error-body.ts';
import type { Binding } from './http-rule.ts';
import { compileInput, type Input } from './input.ts';
import { compileEncode } from './json/codec.ts';
import type { Query } from './query.ts';
import { type Draining, listedError, sendError, sendJson } from './reply.ts';
import { answerStream, type StreamTimes } from './stream/answer.ts';
import { framingFor } from './stream/framing.ts';

/** Answers one request. Nothing is returned: the answer is written. */
export type RouteHandler = (request: IncomingMessage, response: ServerResponse, query: Query) => void;

export interface HandlerParts {
  readonly registry: Registry;
  readonly draining: Draining;
  readonly log: Log;
  /** The largest body and, of a streamed request, the longest line, in bytes. */
  readonly bodyLimit: number;
  readonly times: StreamTimes;
}

/** How the errors of a method leave. */
export const styleOf = ({ info }: CompiledMethod): ErrorStyle => ({
  convention: info.convention,
  domain: info.service.file.proto.package,
});

/** The handler of one binding of a method, for whichever of the four kinds it is. */
export function compileHandler(method: CompiledMethod, binding: Binding, parts: HandlerParts): RouteHandler {
  const { draining, registry, log, bodyLimit } = parts;
  const style = styleOf(method);
  const read = compileInput(method.info, binding, registry, bodyLimit);
  const encode = compileEncode(method.info.desc.output, binding.responseBody, registry);
  const listed = (thrown: unknown) => listedError(thrown, log, { method: method.info.path });
  const fail: Fail = (response, thrown) => sendError(response, draining, style, listed(thrown));
  const answer = method.unary
    ? answerOnce(method.unary, encode, fail, draining)
    : answerInStream(method.stream!, encode, fail, { parts, style, listed });

  return (request, response, query) => {
    const failed = (thrown: unknown) => fail(response, thrown);
    try {
      read(request, query, input => answer(request, response, input), failed);
    } catch (thrown) {
      failed(thrown);
    }
  };
}

type Answer = (request: IncomingMessage, response: ServerResponse, input: Input) => void;
type Encode = (message: Message) => string;
type Fail = (response: ServerResponse, thrown: unknown) => void;

function answerOnce(
  unary: NonNullable<CompiledMethod['unary']>,
  encode: Encode,
  fail: Fail,
  draining: Draining,
): Answer {
  const succeed = (response: ServerResponse, message: Message) => {
    try {
      sendJson(response, draining, 200, encode(message));
    } catch (thrown) {
      fail(response, thrown);
    }
  };
  return (request, response, input) => {
    const result = unary(input, new RestCall(request, response));
    if (!(result instanceof Promise)) return succeed(response, result);
    result.then(
      message => succeed(response, message),
      (thrown: unknown) => fail(response, thrown),
    );
  };
}

function answerInStream(
  stream: NonNullable<CompiledMethod['stream']>,
  encode: Encode,
  fail: Fail,
  {
    parts,
    style,
    listed,
  }: { parts: HandlerParts; style: ErrorStyle; listed: (thrown: unknown) => HawserError },
): Answer {
  const { draining, times } = parts;
  const errorJson = (error: HawserError) => errorBody(error, style);
  return (request, response, input) => {
    const answers = stream(input, new RestCall(request, response));
    if (draining.now) response.setHeader('connection', 'close');
    const framing = framingFor(request.headers.accept);
    answerStream({ answers, response, framing, encode, toError: listed, errorJson, times }).catch(
      (thrown: unknown) => fail(response, thrown),
    );
  };
}
