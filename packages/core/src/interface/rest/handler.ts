import type { Message, Registry } from '@bufbuild/protobuf';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HawserError } from '../../error/index.ts';
import type { Log } from '../../log.ts';
import type { CompiledMethod } from '../../pipeline/index.ts';
import { RestCall } from './call.ts';
import { type ErrorStyle, errorBody } from './error-body.ts';
import type { Binding } from './http-rule.ts';
import { compileInput, type Input } from './input.ts';
import { compileEncode } from './json/codec.ts';
import { type Draining, listedError, sendError, sendJson } from './reply.ts';
import { answerStream, type StreamTimes } from './stream/answer.ts';
import { framingFor } from './stream/framing.ts';

/** Answers one request. Nothing is returned: the answer is written. */
export type RouteHandler = (request: FastifyRequest, reply: FastifyReply) => void;

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
  const fail = (reply: FastifyReply, thrown: unknown) => sendError(reply, draining, style, listed(thrown));
  const answer = method.unary
    ? answerOnce(method.unary, encode, fail, draining)
    : answerInStream(method.stream!, encode, fail, { parts, style, listed });

  return (request, reply) => {
    // Whatever comes is written by us: Fastify has nothing left to do.
    reply.hijack();
    const failed = (thrown: unknown) => fail(reply, thrown);
    try {
      read(request, input => answer(reply, input), failed);
    } catch (thrown) {
      failed(thrown);
    }
  };
}

type Answer = (reply: FastifyReply, input: Input) => void;
type Encode = (message: Message) => string;
type Fail = (reply: FastifyReply, thrown: unknown) => void;

function answerOnce(
  unary: NonNullable<CompiledMethod['unary']>,
  encode: Encode,
  fail: Fail,
  draining: Draining,
): Answer {
  return (reply, input) => {
    unary(input, new RestCall(reply.request.raw, reply.raw)).then(
      message => {
        try {
          sendJson(reply, draining, 200, encode(message));
        } catch (thrown) {
          fail(reply, thrown);
        }
      },
      (thrown: unknown) => fail(reply, thrown),
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
  return (reply, input) => {
    const { request, raw: response } = reply;
    const answers = stream(input, new RestCall(request.raw, response));
    if (draining.now) response.setHeader('connection', 'close');
    const framing = framingFor(request.headers.accept);
    answerStream({ answers, response, framing, encode, toError: listed, errorJson, times }).catch(
      (thrown: unknown) => fail(reply, thrown),
    );
  };
}
