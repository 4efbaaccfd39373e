import type { ServerResponse } from 'node:http';
import type { Message } from '@bufbuild/protobuf';
import type { HawserError } from '../../../error/index.ts';
import type { Framing } from './framing.ts';

/** The trailer with the code of an error that came after the first answer. */
const errorTrailer = 'x-error-code';

export interface StreamTimes {
  /** How long the status waits for the first answer, so that an early failure still gets its own status. */
  openMs: number;
  heartbeatMs: number;
}

export const defaultTimes: StreamTimes = { openMs: 1000, heartbeatMs: 15_000 };

export interface StreamAnswer {
  readonly answers: AsyncIterable<Message>;
  readonly response: ServerResponse;
  readonly framing: Framing;
  readonly encode: (message: Message) => string;
  /** The error that leaves for what was thrown. */
  readonly toError: (thrown: unknown) => HawserError;
  readonly errorJson: (error: HawserError) => string;
  readonly times: StreamTimes;
}

/**
 * Writes a stream of answers, as fast as the caller reads. Returns when it has ended or the caller has gone away.
 * @throws what failed before the status left; later failures are written into the stream.
 */
export async function answerStream(parts: StreamAnswer): Promise<void> {
  const { answers, response, framing, encode, times } = parts;
  const iterator = answers[Symbol.asyncIterator]();
  const opening = setTimeout(() => open(response, framing), times.openMs);
  let heartbeat: NodeJS.Timeout | undefined;
  if (framing.heartbeat !== undefined) {
    heartbeat = setInterval(() => {
      if (response.headersSent && response.writableLength === 0) response.write(framing.heartbeat);
    }, times.heartbeatMs);
  }
  try {
    for (let step = await iterator.next(); !step.done; step = await iterator.next()) {
      const frame = framing.message(encode(step.value));
      open(response, framing);
      if (!response.write(frame)) await writable(response);
      if (response.destroyed) return stop(iterator);
    }
    open(response, framing);
    response.end(framing.end);
  } catch (thrown) {
    stop(iterator);
    if (response.destroyed) return;
    if (!response.headersSent) throw thrown;
    const error = parts.toError(thrown);
    response.addTrailers({ [errorTrailer]: error.code });
    response.end(framing.error(parts.errorJson(error)));
  } finally {
    clearTimeout(opening);
    clearInterval(heartbeat);
  }
}

/** Ends the method, unless it has. It is told, not waited for: it may be waiting for something that never comes. */
function stop(iterator: AsyncIterator<Message>): void {
  iterator.return?.().catch(() => {});
}

function open(response: ServerResponse, framing: Framing): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(200, {
    'content-type': framing.contentType,
    'cache-control': 'no-store',
    trailer: errorTrailer,
    // Proxies of the nginx family would collect the answers otherwise.
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
}

/** Waits until more can be written, or nothing can ever be. */
function writable(response: ServerResponse): Promise<void> {
  if (response.destroyed) return Promise.resolve();
  return new Promise(resolve => {
    const go = () => {
      response.off('drain', go);
      response.off('close', go);
      resolve();
    };
    response.on('drain', go);
    response.on('close', go);
  });
}
