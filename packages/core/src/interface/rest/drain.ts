import { once } from 'node:events';
import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Draining } from './reply.ts';

/** How long an idle connection is left open: a request may be on its way on it, and closing it would fail that one. */
const lingerMs = 1000;
/** How often connections that have become idle are closed after that. */
const sweepMs = 100;

/**
 * Ends a server without failing a request: it takes no new connections, answers what comes on the open ones with
 * `connection: close`, closes those that stay idle, and after `graceMs` destroys what is left.
 */
export async function drainServer(server: Server, draining: Draining, graceMs: number): Promise<void> {
  const began = Date.now();
  draining.now = true;
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  const closed = once(server, 'close').then(() => true);
  // The close of http.Server would at once close idle connections too, with requests already on their way to them.
  NetServer.prototype.close.call(server);
  const done = (ms: number) => Promise.race([closed, wait(ms, false, { ref: false })]);

  if (await done(Math.min(lingerMs, graceMs))) return;
  while (Date.now() - began < graceMs) {
    server.closeIdleConnections();
    if (await done(sweepMs)) return;
  }
  server.closeAllConnections();
  await closed;
}
