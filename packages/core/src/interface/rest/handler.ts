import type { Message, Registry } from '@bufbuild/protobuf';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../../log.ts';
import type { CompiledMethod } from '../../pipeline/index.ts';
import { RestCall } from './call.ts';
import { type ErrorStyle, errorBody } from './error-body.ts';
import type { Binding } from './http-rule.ts';
import { compileDecode, compileEncode } from './json/codec.ts';
import type { Query } from './query.ts';
import { type Draining, listedError, sendError, sendJson } from './reply.ts';
import { compileRequest } from './request.ts';
import { answerStream, type StreamTimes } from './stream/answer.ts';
import { framingFor } from './stream/framing.ts';
import { readLines } from './stream/lines.ts';

/** Answers one request. Nothing is returned: the answer is written. */
export type RouteHandler = (request: FastifyRequest, reply: FastifyReply) => void;

export interface HandlerParts {
  readonly registry: Registry;
  readonly draining: Draining;
  readonly log: Log;
  /** The longest line of a streamed request, in bytes. */
  readonly lineLimit: number;
  readonly times: StreamTimes;
}

/** How the errors of a method leave. */
export const styleOf = ({ info }: CompiledMethod): ErrorStyle => ({
  convention: info.convention,
  domain: info.service.file.proto.package,
});

/** Whether a method takes a stream of requests, whose body is then read by line instead of at once. */
export const takesStream = ({ info }: CompiledMethod): boolean =>
  info.desc.methodKind === 'client_streaming' || info.desc.methodKind === 'bidi_streaming';

/** The handler of one binding of a method, for whichever of the four kinds it is. */
export function compileHandler(method: CompiledMethod, binding: Binding, parts: HandlerParts): RouteHandler {
  const { draining, registry, log } = parts;
  const { desc, path } = method.info;
  const style = styleOf(method);
  const encode = compileEncode(desc.output, binding.responseBody, registry);
  const read = takesStream(method) ? readStream(method, parts) : readOne(method, binding, registry);
  const listed = (thrown: unknown) => listedError(thrown, log, { method: path });
  const fail = (reply: FastifyReply, thrown: unknown) => sendError(reply, draining, style, listed(thrown));

  const { unary, stream } = method;
  if (unary) {
    return (request, reply) => {
      try {
        const call = new RestCall(request.raw, reply.raw);
        unary(read(request), call).then(
          message => {
            try {
              sendJson(reply, draining, 200, encode(message));
            } catch (thrown) {
              fail(reply, thrown);
            }
          },
          (thrown: unknown) => fail(reply, thrown),
        );
      } catch (thrown) {
        fail(reply, thrown);
      }
    };
  }
  return (request, reply) => {
    try {
      const call = new RestCall(request.raw, reply.raw);
      const answers = stream!(read(request), call);
      reply.hijack();
      if (draining.now) reply.raw.setHeader('connection', 'close');
      answerStream({
        answers,
        response: reply.raw,
        framing: framingFor(request.headers.accept),
        encode,
        toError: listed,
        errorJson: error => errorBody(error, style),
        times: parts.times,
      }).catch((thrown: unknown) => fail(reply, thrown));
    } catch (thrown) {
      fail(reply, thrown);
    }
  };
}

type Read = (request: FastifyRequest) => Message | AsyncIterable<Message>;

function readOne(method: CompiledMethod, binding: Binding, registry: Registry): Read {
  const decode = compileRequest(method.info.desc.input, binding, registry);
  return request =>
    decode({
      url: request.raw.url!,
      query: request.query as Query,
      body: request.body as Buffer | undefined,
    });
}

function readStream(method: CompiledMethod, { registry, lineLimit }: HandlerParts): Read {
  const decode = compileDecode(method.info.desc.input, registry);
  return request => readLines(request.raw, lineLimit, decode);
}
