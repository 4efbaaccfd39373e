import type { FastifyInstance } from 'fastify';
import type { Readiness } from '../readiness.ts';

/** What `/readyz` asks. */
export interface ReadinessSource {
  readonly name: string;
  readonly readiness: Pick<Readiness, 'ready' | 'reasons'>;
}

/**
 * `/healthz`: the process lives and answers. `/readyz`: every application can do its work, else 503 with the reasons,
 * by application and check.
 */
export function registerHealth(app: FastifyInstance, applications: readonly ReadinessSource[]): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/healthz',
    handler: (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  });
  app.route({
    method: ['GET', 'HEAD'],
    url: '/readyz',
    handler: (_request, reply) => {
      const ready = applications.every(({ readiness }) => readiness.ready);
      const states = applications.map(({ name, readiness }) => [
        name,
        { ready: readiness.ready, reasons: readiness.reasons },
      ]);
      return reply
        .code(ready ? 200 : 503)
        .header('cache-control', 'no-store')
        .send({ ready, applications: Object.fromEntries(states) });
    },
  });
}
