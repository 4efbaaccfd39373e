/** How a stream of answers is written. */
export interface Framing {
  readonly contentType: string;
  message(json: string): string;
  /** An error after the first answer, when the status has left already. */
  error(json: string): string;
  /** What a stream without an error ends with. */
  readonly end: string;
  /** Sent while there is nothing to send, so that proxies keep the connection open. */
  readonly heartbeat: string | undefined;
}

/** One JSON text a line. An error is the last line, in the shape of an error's body. */
export const ndjson: Framing = {
  contentType: 'application/x-ndjson',
  message: json => `${json}\n`,
  error: json => `${json}\n`,
  end: '',
  heartbeat: undefined,
};

/**
 * Server-sent events: `message` events, then one `end` or `error` event. A browser's EventSource would otherwise take
 * the end for a broken connection and call again.
 */
export const serverSentEvents: Framing = {
  contentType: 'text/event-stream',
  message: json => `data: ${json}\n\n`,
  error: json => `event: error\ndata: ${json}\n\n`,
  end: 'event: end\ndata: {}\n\n',
  heartbeat: ': heartbeat\n\n',
};

/** The framing that a caller accepts; newline-delimited JSON unless it asks for events. */
export const framingFor = (accept: string | undefined): Framing =>
  accept?.includes('text/event-stream') ? serverSentEvents : ndjson;
