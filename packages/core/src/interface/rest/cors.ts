import type { FastifyInstance } from 'fastify';

/** What pages of other origins may send beside the plain headers. */
const allowedHeaders =
  'authorization, content-type, token, traceparent, x-domain-id, x-workspace-id, x-request-timeout';
const maxAgeSeconds = '600';

/**
 * Lets pages of the given origins (`https://console.example.com`; `*` is any) call; others get no CORS headers, so that browsers
 * keep the answers from them. Without origins nothing is registered. Cookies are never allowed: tokens travel in headers.
 */
export function registerCors(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const known = new Set(origins);
  const any = known.has('*');
  app.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers;
    reply.raw.setHeader('vary', 'origin');
    if (origin === undefined || !(any || known.has(origin))) return done();
    reply.raw.setHeader('access-control-allow-origin', origin);
    const asked = request.headers['access-control-request-method'];
    if (request.method !== 'OPTIONS' || asked === undefined) return done();
    reply.hijack();
    reply.raw.writeHead(204, {
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': allowedHeaders,
      'access-control-max-age': maxAgeSeconds,
    });
    reply.raw.end();
  });
}
