import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { anyPack, anyUnpack } from '@bufbuild/protobuf/wkt';
import { BadRequestSchema, ErrorInfoSchema } from '@hawser/proto/google/rpc/error_details_pb.js';
import { StatusSchema } from '@hawser/proto/google/rpc/status_pb.js';
import { Convention } from '@hawser/proto/hawser/v1/options_pb.js';
import { type ErrorCode, isErrorCode } from './codes.ts';
import { HawserError } from './error.ts';

/** A gRPC status as it leaves: `details` are the bytes of a `google.rpc.Status`, where the convention has them. */
export interface StatusText {
  code: number;
  message: string;
  details?: Uint8Array;
}

/**
 * The status that an error leaves as. SpaceONE's convention puts `ERROR_CODE: text` in the message and nothing in the
 * details; the modern one has the text alone, with `google.rpc.ErrorInfo` (reason = the code) and `BadRequest`.
 * @param domain the ErrorInfo's domain: the service's proto package.
 */
export function toStatus(error: HawserError, convention: Convention, domain: string): StatusText {
  if (convention === Convention.SPACEONE) {
    return { code: error.grpcStatus, message: `ERROR_${error.code}: ${error.message}` };
  }
  const metadata = Object.fromEntries(
    Object.entries(error.metadata).map(([key, value]) => [key, String(value)]),
  );
  const details = [
    anyPack(ErrorInfoSchema, create(ErrorInfoSchema, { reason: error.code, domain, metadata })),
  ];
  if (error.violations.length > 0) {
    const fieldViolations = error.violations.map(({ field, reason }) => ({ field, description: reason }));
    details.push(anyPack(BadRequestSchema, create(BadRequestSchema, { fieldViolations })));
  }
  const status = create(StatusSchema, { code: error.grpcStatus, message: error.message, details });
  return { code: error.grpcStatus, message: error.message, details: toBinary(StatusSchema, status) };
}

/** What an answer with a bare gRPC status means, where the server is not one of ours. */
const byStatus: readonly (ErrorCode | undefined)[] = [
  undefined,
  'CANCELLED',
  'UNKNOWN',
  'INVALID_PARAMETER',
  'REQUEST_TIMEOUT',
  'NOT_FOUND',
  'NOT_UNIQUE',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'INVALID_PARAMETER',
  'NOT_IMPLEMENTED',
  'UNKNOWN',
  'GRPC_CONNECTION',
  'UNKNOWN',
  'AUTHENTICATE_FAILURE',
];

/** The error that a received status stands for: its code from ErrorInfo or `ERROR_CODE:`, else from the gRPC status. */
export function fromStatus(status: StatusText): HawserError {
  const info = status.details && errorInfo(status.details);
  if (info && isErrorCode(info.reason))
    return new HawserError(info.reason, info.metadata, { text: status.message });
  const spaceone = /^ERROR_([A-Z_]+): ?(.*)$/s.exec(status.message);
  if (spaceone && isErrorCode(spaceone[1]!)) return new HawserError(spaceone[1], {}, { text: spaceone[2]! });
  const code = byStatus[status.code] ?? 'UNKNOWN';
  return new HawserError(code, {}, { text: status.message || code });
}

function errorInfo(details: Uint8Array) {
  try {
    for (const any of fromBinary(StatusSchema, details).details) {
      const info = anyUnpack(any, ErrorInfoSchema);
      if (info) return info;
    }
  } catch {
    // Details that aren't a google.rpc.Status are some other system's: the status itself says enough.
  }
  return undefined;
}
