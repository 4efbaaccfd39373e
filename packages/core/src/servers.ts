import type { ServerStarter } from './application.ts';
import { startGrpcServer } from './interface/grpc/start.ts';
import { startRestServer } from './interface/rest/index.ts';
import { startSchedulers } from './interface/scheduler/server.ts';
import { startWorkers } from './interface/worker/server.ts';
import type { ServerKind } from './manifest/index.ts';

/** How each kind of server is started. */
export const serverStarters: Readonly<Record<ServerKind, ServerStarter>> = {
  grpc: startGrpcServer,
  rest: startRestServer,
  scheduler: startSchedulers,
  worker: startWorkers,
};
