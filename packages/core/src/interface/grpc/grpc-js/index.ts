import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import type { GrpcEngine } from '../engine.ts';
import { connect } from './client.ts';
import { listen } from './server.ts';

// What goes wrong comes as an error to who asked for it; grpc-js's own lines would stand among our logs, which are JSON.
if (!(process.env.GRPC_NODE_VERBOSITY ?? process.env.GRPC_VERBOSITY)) setLogVerbosity(logVerbosity.NONE);

/** The engine on `@grpc/grpc-js`. */
export const grpcJs: GrpcEngine = { listen, connect };
