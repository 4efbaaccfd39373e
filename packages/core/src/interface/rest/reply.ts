import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
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
export function sendJson(response: ServerResponse, draining: Draining, status: number, json: string): void {
  if (response.destroyed) return;
  if (draining.now) response.setHeader('connection', 'close');
  const length = Buffer.byteLength(json);
  response.writeHead(status, { 'content-type': jsonType, 'content-length': length });
  // Text that is all ASCII is the same bytes in latin1, which is written faster.
  response.end(json, length === json.length ? 'latin1' : 'utf8');
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

/** Answers with an error. */
export function sendError(
  response: ServerResponse,
  draining: Draining,
  style: ErrorStyle,
  error: HawserError,
): void {
  sendJson(response, draining, error.httpStatus, errorBody(error, style));
}
