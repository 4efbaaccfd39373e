import type { Address } from '@hawser/core';
import { type GrpcChannel, grpcJs } from '@hawser/core/interface/grpc';

export type { Address };

/** Answers may be as large as SpaceONE's clients take them. */
const maxReceiveBytes = 256 * 1024 * 1024;

/** Opens a connection; it connects at the first call. Close it, or the process doesn't end. */
export const connect = ({ target, tls }: Address): GrpcChannel =>
  grpcJs.connect(target, { ...(tls ? { tls: {} } : {}), maxReceiveBytes, idempotent: [] });
