import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import type { Application } from '../../application.ts';
import { registerHealth } from '../rest/health.ts';
import { registerMetrics } from '../rest/metrics.ts';
import { QueueMetrics } from './queues.ts';

/** How long a request may take to come in, in milliseconds: probes and scrapers send it at once. */
const requestTimeout = 10_000;

/** The server for probes and metrics, running. */
export interface HealthServer {
  /** `0.0.0.0:8081` */
  readonly address: string;
  /** Ends it, with the connections that are open. To be called last: a draining server says that it isn't ready. */
  close(): Promise<void>;
}

/**
 * Serves `/healthz`, `/readyz` and `/metrics` of an application where `SERVERS.health` says, whichever servers it runs:
 * schedulers and workers have no port of their own. To be started before them, so that a probe is answered from the
 * first moment.
 */
export async function startHealth(application: Application): Promise<HealthServer> {
  const { host, port } = application.config.SERVERS.health;
  const app = fastify({ logger: false, bodyLimit: 1_024, requestTimeout, exposeHeadRoutes: false });
  registerHealth(app, [application]);
  const queues = new QueueMetrics(application);
  registerMetrics(app, application.methods, () => queues.text());
  await app.ready();
  app.server.listen(port, host);
  await once(app.server, 'listening');
  const bound = (app.server.address() as AddressInfo).port;
  return {
    address: `${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: async () => {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}
