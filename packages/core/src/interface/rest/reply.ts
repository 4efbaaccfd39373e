import type { FastifyReply } from 'fastify';
import { toHawserError } from '../../error/index.ts';
import { type ErrorStyle, errorBody } from './error-body.ts';

const jsonType = 'application/json; charset=utf-8';

/** Whether the server is on its way down: every answer then ends its connection. */
export interface Draining {
  now: boolean;
}

/**
 * Answers with JSON text, past Fastify's own sending, which would look at the content type and the kind of payload
 * again for every answer.
 */
export function sendJson(reply: FastifyReply, draining: Draining, status: number, json: string): void {
  reply.hijack();
  const { raw } = reply;
  if (raw.destroyed) return;
  if (draining.now) raw.setHeader('connection', 'close');
  raw.writeHead(status, { 'content-type': jsonType, 'content-length': Buffer.byteLength(json) });
  raw.end(json);
}

/** Answers with whatever was thrown, as its code. */
export function sendError(reply: FastifyReply, draining: Draining, style: ErrorStyle, thrown: unknown): void {
  const error = toHawserError(thrown, '');
  for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value!);
  sendJson(reply, draining, error.httpStatus, errorBody(error, style));
}
