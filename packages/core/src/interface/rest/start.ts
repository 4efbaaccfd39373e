import type { Application } from '../../application.ts';
import type { RunningServer } from '../server.ts';
import { startRest } from './server.ts';

/** Starts an application's own REST server as `SERVERS.rest` says. One machine has one for all instead: `startRest`. */
export function startRestServer(application: Application): Promise<RunningServer> {
  const { manifest, config, log, methods, name, readiness } = application;
  const { version, summary } = manifest;
  return startRest({
    applications: [{ name, version, summary, methods, readiness }],
    options: config.SERVERS.rest,
    log,
  });
}
