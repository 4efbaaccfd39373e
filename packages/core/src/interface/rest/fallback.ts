import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors, type HawserError } from '../../error/index.ts';
import type { Log } from '../../log.ts';
import type { AllowedMethods } from './allowed.ts';
import { type ErrorStyle, errorBody } from './error-body.ts';
import { type Draining, listedError, sendError } from './reply.ts';
import { pathOf } from './template.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How the errors of this route leave. */
    style?: ErrorStyle;
  }
}

/** What no method answers: unknown paths, requests that are refused before a method is reached, and our own faults. */
export interface FallbackParts {
  readonly draining: Draining;
  readonly log: Log;
  /** How errors leave where no method is known. */
  readonly style: ErrorStyle;
}

/** Registers what answers unknown paths and failures outside of methods. */
export function registerFallback(app: FastifyInstance, allowed: AllowedMethods, parts: FallbackParts): void {
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request.raw.url!).slice(0, 200);
    const methods = allowed.of(request.raw.url!);
    if (methods.length === 0)
      return refuse(reply, parts.draining, parts.style, errors.notFound('path', path));
    reply.raw.setHeader('allow', methods.join(', '));
    refuse(reply, parts.draining, parts.style, errors.notImplemented(`${request.method} ${path}`));
  });
  app.setErrorHandler((error: FastifyError, request, reply) => answerFailure(error, request, reply, parts));
}

/** Answers what Fastify refused or what failed outside of a method. */
export function answerFailure(
  thrown: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
  parts: FallbackParts,
): void {
  const style = request.routeOptions?.config.style ?? parts.style;
  const refusal = refusals[thrown.code]?.();
  // A caller that left in mid-request is nobody's fault, and hears nothing.
  const error =
    refusal ??
    (request.raw.aborted
      ? errors.cancelled()
      : listedError(thrown, parts.log, { path: request.raw.url?.slice(0, 200) }));
  refuse(reply, parts.draining, style, error);
}

/** Answers past Fastify, but with the headers that were set by its means. */
function refuse(reply: FastifyReply, draining: Draining, style: ErrorStyle, error: HawserError): void {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value!);
  sendError(reply.raw, draining, style, error);
}

/** Fastify's refusals as listed errors. */
const refusals: Readonly<Record<string, (() => HawserError) | undefined>> = {
  FST_ERR_BAD_URL: () => errors.invalid('path', 'is not percent-encoded UTF-8'),
  FST_ERR_MAX_PARAM_LENGTH: () => errors.invalid('path', 'has a segment that is too long'),
};

/** Answers what isn't HTTP, on the bare connection. */
export function answerClientError(error: Error & { code?: string }, socket: Socket, style: ErrorStyle): void {
  // As Node's own handler does: what has begun to answer an earlier request must not be written into.
  const { _httpMessage: answering } = socket as Socket & { _httpMessage?: ServerResponse | null };
  if (!socket.writable || error.code === 'ECONNRESET' || answering?.headersSent) {
    socket.destroy();
    return;
  }
  const listed =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? errors.timeout()
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? errors.invalid('headers', 'are too large')
        : errors.invalid('request', 'is not HTTP/1.1');
  const body = errorBody(listed, style);
  socket.end(
    `HTTP/1.1 ${listed.httpStatus} Refused\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
