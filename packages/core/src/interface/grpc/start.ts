import { readFileSync } from 'node:fs';
import { Health } from '@hawser/proto/grpc/health/v1/health_pb.js';
import { ServerInfo } from '@hawser/proto/spaceone/api/core/v1/server_info_pb.js';
import type { Application } from '../../application.ts';
import { requireAuthentication } from '../../handler/authentication/required.ts';
import type { RunningServer } from '../server.ts';
import { healthService } from './health.ts';
import { serverInfoService } from './info.ts';
import { reflectionServices } from './reflection.ts';
import { startGrpc } from './server.ts';

/**
 * Starts an application's gRPC server as `SERVERS.grpc` says, with reflection, health and version open to all.
 * @throws ConfigError when what isn't public would be open to all, too
 */
export async function startGrpcServer(application: Application): Promise<RunningServer> {
  requireAuthentication(application);
  const { manifest, config, readiness, engine } = application;
  const { host, port, tls, maxMessageBytes, keepaliveSeconds, maxConnectionAgeSeconds } = config.SERVERS.grpc;
  const own = manifest.services.map(({ service }) => service);
  const names = own.map(({ typeName }) => typeName);
  const open = application.compile([
    ...reflectionServices([...own, Health, ServerInfo]),
    healthService(readiness, names),
    serverInfoService(manifest.version),
  ]);
  return startGrpc(engine, [...application.methods, ...open], {
    host,
    port,
    tls: tls && { cert: read(tls.cert), key: read(tls.key), ca: tls.ca && read(tls.ca) },
    maxReceiveBytes: maxMessageBytes,
    keepaliveMs: keepaliveSeconds * 1000,
    maxConnectionAgeMs: maxConnectionAgeSeconds * 1000,
  });
}

const read = (file: string) => readFileSync(file, 'utf8');
