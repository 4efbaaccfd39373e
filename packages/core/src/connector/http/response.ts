import { HawserError } from '../../error/index.ts';

/** An answer, read to its end. */
export interface HttpResponse {
  status: number;
  headers: Headers;
  body: Uint8Array;
}

/** Reads an answer's body. @throws HawserError RESOURCE_EXHAUSTED as soon as it is longer than `maxBytes`. */
export async function readResponse(response: Response, maxBytes: number): Promise<HttpResponse> {
  const { status, headers } = response;
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (Number(headers.get('content-length') ?? 0) > maxBytes) await tooLong(response, maxBytes);
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) await tooLong(response, maxBytes);
    chunks.push(chunk);
  }
  return { status, headers, body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length) };
}

async function tooLong(response: Response, maxBytes: number): Promise<never> {
  // Within the loop over the body it is locked, and leaving the loop cancels it.
  if (!response.body?.locked) await response.body?.cancel();
  const reason = `${new URL(response.url).host} answered with more than ${maxBytes} bytes`;
  throw new HawserError('RESOURCE_EXHAUSTED', { reason });
}
