import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { HawserError } from '../../error/index.ts';
import type { CompiledMethod } from '../../pipeline/index.ts';
import type { RunningServer } from '../server.ts';
import type { GrpcEngine, GrpcMethod, GrpcServerOptions } from './engine.ts';

/** Serves compiled methods over gRPC. */
export async function startGrpc(
  engine: GrpcEngine,
  methods: readonly CompiledMethod[],
  options: GrpcServerOptions,
): Promise<RunningServer> {
  const listener = await engine.listen(methods.map(grpcMethod), options);
  return {
    kind: 'grpc',
    address: `${options.host}:${listener.port}`,
    drain: graceMs => listener.drain(graceMs),
  };
}

function grpcMethod({ info, unary, stream, status }: CompiledMethod): GrpcMethod {
  const { input, output, methodKind } = info.desc;
  return {
    path: info.path,
    kind: methodKind,
    decode: bytes => {
      try {
        return fromBinary(input, bytes);
      } catch (thrown) {
        throw new HawserError(
          'INVALID_PARAMETER',
          { key: input.name, reason: 'the bytes are not a message of this type' },
          { cause: thrown },
        );
      }
    },
    encode: message => toBinary(output, message),
    unary,
    stream,
    status,
  };
}
