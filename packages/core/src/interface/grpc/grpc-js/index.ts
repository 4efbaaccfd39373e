import type { GrpcEngine } from '../engine.ts';
import { connect } from './client.ts';
import { listen } from './server.ts';

/** The engine on `@grpc/grpc-js`. */
export const grpcJs: GrpcEngine = { listen, connect };
