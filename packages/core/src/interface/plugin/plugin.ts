import { pino } from 'pino';
import { Application } from '../../application.ts';
import { defineService } from '../../manifest/index.ts';
import type { ServiceClass } from '../../service/service.ts';
import { startGrpcServer } from '../grpc/start.ts';

export interface PluginOptions {
  /** Lower-case words joined by hyphens. */
  name: string;
  /** SemVer. */
  version: string;
  summary: string;
  /** What implements the plugin's contract, such as `spaceone.api.inventory.plugin.Collector`. */
  services: readonly ServiceClass[];
  /** Default: all addresses. */
  host?: string;
  /** 0 takes a free one. Default: `HAWSER_PLUGIN_PORT`, else `SPACEONE_PORT`, else 50051. */
  port?: number;
}

/** The port of SpaceONE's plugins. */
const defaultPort = 50_051;

/**
 * Serves a plugin's contract over gRPC, with reflection, health and version. Plugins check no token: only the platform
 * reaches them.
 */
export async function startPlugin(options: PluginOptions): Promise<Application> {
  const { name, version, summary, services, host = '0.0.0.0' } = options;
  const { HAWSER_PLUGIN_PORT, SPACEONE_PORT } = process.env;
  const port = options.port ?? Number(HAWSER_PLUGIN_PORT ?? SPACEONE_PORT ?? defaultPort);
  const manifest = defineService({ name, version, summary, services, servers: ['grpc'] });
  const application = new Application(manifest, {
    config: { SERVERS: { grpc: { host, port } }, HANDLERS: { authentication: [{ backend: 'anonymous' }] } },
    log: pino({ name, level: process.env.LOG_LEVEL ?? 'info' }, pino.destination(2)),
  });
  await application.start([startGrpcServer]);
  return application;
}

/**
 * A plugin's process: serves until SIGTERM or SIGINT, then drains. One that was started with a pipe for its input ends
 * when that closes, so that none outlives the platform that started it.
 */
export async function runPlugin(options: PluginOptions): Promise<void> {
  const local = process.env.HAWSER_PLUGIN_PORT !== undefined;
  const application = await startPlugin({ ...(local ? { host: '127.0.0.1' } : {}), ...options });
  application.log.info({ address: application.servers[0]!.address }, 'the plugin answers');
  const stop = () => {
    application.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (local) process.stdin.resume().once('end', stop);
}
