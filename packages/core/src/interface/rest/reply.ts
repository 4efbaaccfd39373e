import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { HawserError, toHawserError } from '../../error/index.ts';
import type { Log } from '../../log.ts';
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
  const length = Buffer.byteLength(json);
  raw.writeHead(status, { 'content-type': jsonType, 'content-length': length });
  // Text that is all ASCII is the same bytes in latin1, which is written faster.
  raw.end(json, length === json.length ? 'latin1' : 'utf8');
}

/**
 * The listed error for whatever was thrown outside of a method's pipeline, which logs its own. What isn't listed is
 * logged here, under the id that the caller gets.
 */
export function listedError(thrown: unknown, log: Log, fields: object): HawserError {
  if (thrown instanceof HawserError) return thrown;
  const id = randomBytes(16).toString('hex');
  log.error({ ...fields, err: thrown, id }, 'a request could not be answered');
  return toHawserError(thrown, id);
}

/** Answers with an error, and with the headers that were set for it. */
export function sendError(
  reply: FastifyReply,
  draining: Draining,
  style: ErrorStyle,
  error: HawserError,
): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value!);
  sendJson(reply, draining, error.httpStatus, errorBody(error, style));
}
