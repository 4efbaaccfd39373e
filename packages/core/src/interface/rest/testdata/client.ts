import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';

/** A request whose two halves are in the test's hands. */
export interface OpenRequest {
  readonly request: ClientRequest;
  readonly response: Promise<IncomingMessage>;
}

export function open(url: string, method: string, headers: Record<string, string> = {}): OpenRequest {
  const opened = request(url, { method, headers });
  const response = once(opened, 'response').then(([message]) => message as IncomingMessage);
  response.catch(() => {});
  if (method === 'GET') opened.end();
  else opened.flushHeaders();
  return { request: opened, response };
}

/** The text of a response up to and including the first `end`. */
export async function readUntil(response: IncomingMessage, end: string): Promise<string> {
  let text = '';
  for (;;) {
    const chunk = response.read() as Buffer | null;
    if (chunk === null) {
      if (response.readableEnded) throw new Error(`ended before ${JSON.stringify(end)}: ${text}`);
      await Promise.race([once(response, 'readable'), once(response, 'end')]);
      continue;
    }
    text += chunk.toString();
    if (text.includes(end)) return text;
  }
}

/** The lines of newline-delimited JSON. */
export const lines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));
