export type {
  GrpcChannel,
  GrpcClientMethod,
  GrpcEngine,
  GrpcListener,
  GrpcServerOptions,
  GrpcServerTls,
} from './engine.ts';
export { grpcJs } from './grpc-js/index.ts';
export { healthService } from './health.ts';
export { reflectionServices } from './reflection.ts';
export { startGrpc } from './server.ts';
export { startGrpcServer } from './start.ts';
