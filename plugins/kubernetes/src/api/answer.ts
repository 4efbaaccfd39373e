import type { ClientRequest, IncomingMessage } from 'node:http';
import { ApiError } from './error.ts';

/** An answer may have this many bytes: a page of objects of the usual size is a hundred times smaller. */
const maxBytes = 128 * 1024 * 1024;

export interface Answer {
  status: number;
  /** Seconds, as the server asks to wait. */
  retryAfter: number | undefined;
  body: string;
}

/** Sends a request and reads its answer whole. @throws what Node.js throws, and ApiError for an answer that is too late or too long */
export function readAnswer(call: ClientRequest, body: string | undefined): Promise<Answer> {
  return new Promise((resolve, reject) => {
    call.on('error', reject);
    call.on('timeout', () => call.destroy(new ApiError(504, 'no answer in time')));
    call.on('response', response => {
      collect(response).then(text => {
        const wait = Number(response.headers['retry-after']);
        resolve({
          status: response.statusCode ?? 0,
          retryAfter: Number.isFinite(wait) && wait >= 0 ? wait : undefined,
          body: text,
        });
      }, reject);
    });
    call.end(body);
  });
}

async function collect(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBytes) throw new ApiError(502, `the answer is longer than ${maxBytes} bytes`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
