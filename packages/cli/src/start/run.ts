import cluster from 'node:cluster';
import { Application, type ServerKind, serverStarters } from '@hawser/core';
import { startHealth } from '@hawser/core/interface/health';
import { usageError } from '../error.ts';
import { findService } from '../project/find.ts';
import { serviceConfig } from '../project/service-config.ts';
import { onStopSignal } from '../stop-signal.ts';

export interface StartCommand {
  service: string;
  servers: readonly ServerKind[];
  /** The configuration's folder. Default: where SpaceONE's containers have it. */
  config?: string;
  processes?: number;
}

/** Runs servers of one service until a signal drains them; in several processes where that is asked for. */
export async function runStart(command: StartCommand): Promise<void> {
  const manifest = await findService(process.cwd(), command.service);
  const lacking = command.servers.find(kind => !manifest.servers.includes(kind));
  if (lacking) {
    throw usageError(`${manifest.name} has no ${lacking} server`, `it has ${manifest.servers.join(', ')}`);
  }
  const config = serviceConfig(manifest, { directory: command.config, servers: command.servers });
  const count =
    command.processes ?? (command.servers.includes('grpc') ? config.value.SERVERS.grpc.processes : 1);
  if (count > 1 && cluster.isPrimary) {
    const { runProcesses } = await import('./processes.ts');
    return runProcesses(count);
  }
  const application = new Application(manifest, { config: config.value });
  const { log } = application;
  for (const { path, message } of config.problems) log.warn({ key: path }, message);
  await (cluster.isWorker ? serveAsOne : serve)(application, command.servers);
}

async function serve(application: Application, servers: readonly ServerKind[]): Promise<void> {
  const stop = onStopSignal(() => application.log.info({}, 'draining'));
  const health = await startHealth(application);
  try {
    await start(application, servers, { health: health.address });
    await stop.signal;
    await application.stop();
  } finally {
    await health.close();
  }
  application.log.info({}, 'stopped');
  stop.release();
}

/**
 * Serves as one of several processes. The first process alone answers signals, and passes the wish to stop on. They have
 * no health server: on a port that they share, every answer would be another one's. gRPC health tells of them.
 */
async function serveAsOne(application: Application, servers: readonly ServerKind[]): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
  const stopping = new Promise<void>(resolve => process.once('message', () => resolve()));
  try {
    await start(application, servers);
    process.send?.('ready');
    await stopping;
    await application.stop();
  } finally {
    // The channel to the first process would keep this one alive.
    process.disconnect?.();
  }
}

async function start(
  application: Application,
  servers: readonly ServerKind[],
  beside: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { name, version } = application.manifest;
  await application.start(servers.map(kind => serverStarters[kind]));
  const addresses = Object.fromEntries(application.servers.map(({ kind, address }) => [kind, address]));
  application.log.info({ service: name, version, servers: { ...addresses, ...beside } }, 'ready');
}
