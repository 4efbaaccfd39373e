import type { Application } from '../../application.ts';
import { requireAuthentication } from '../../handler/authentication/required.ts';
import type { RunningServer } from '../server.ts';
import { type RestOptions, type RestServer, startRest } from './server.ts';

/** Starts an application's own REST server as `SERVERS.rest` says. One machine has one for all: {@link startRestFor}. */
export function startRestServer(application: Application): Promise<RunningServer> {
  return startRestFor([application], application.config.SERVERS.rest);
}

/**
 * Starts one REST server for several applications. Its log is the first one's.
 * @throws ConfigError when what isn't public would be open to all
 */
export async function startRestFor(
  applications: readonly Application[],
  options: RestOptions,
): Promise<RestServer> {
  for (const application of applications) requireAuthentication(application);
  const parts = applications.map(({ name, manifest: { version, summary }, methods, readiness }) => ({
    name,
    version,
    summary,
    methods,
    readiness,
  }));
  return startRest({ applications: parts, options, log: applications[0]!.log });
}
