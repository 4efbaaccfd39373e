import type { IncomingMessage } from 'node:http';
import { errors, type HawserError } from '../../error/index.ts';

/** Whether a request has a body, be it empty. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** @throws INVALID_PARAMETER unless the body is of one of these types, whatever their parameters. */
export function checkContentType({ headers }: IncomingMessage, allowed: readonly string[]): void {
  const given = headers['content-type'];
  if (given !== undefined && allowed.includes(given)) return;
  const type = given?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === undefined || !allowed.includes(type))
    throw errors.invalid('content-type', `must be ${allowed.join(' or ')}`);
}

/**
 * Reads a whole body and calls back once: `use` with the bytes, or `fail` with what it throws, with INVALID_PARAMETER as
 * soon as they are more than `limit`, the rest being left unread, or with CANCELLED when the caller goes away.
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
  fail: (thrown: unknown) => void,
  use: (bytes: Buffer) => void,
): void {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  const stop = (error: HawserError) => {
    request.off('data', take).off('end', end).pause();
    fail(error);
  };
  const take = (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) stop(tooLarge(limit));
  };
  const end = () => {
    try {
      use(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size));
    } catch (thrown) {
      fail(thrown);
    }
  };
  request.on('data', take);
  request.on('end', end);
  // Stays after the end: a connection that breaks later is an event too, and `fail` then has nobody to tell.
  request.once('error', () => {
    if (!request.readableEnded) stop(errors.cancelled());
  });
}

const tooLarge = (limit: number) => errors.invalid('body', `is larger than ${limit} bytes`);
