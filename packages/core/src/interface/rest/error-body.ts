import { Convention } from '@hawser/proto/hawser/v1/options_pb.js';
import type { HawserError } from '../../error/index.ts';

/** `google.rpc.Code` by number. */
export const statusNames: readonly string[] = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

/** How the errors of a method leave: its service's convention, and its proto package as the `ErrorInfo`'s domain. */
export interface ErrorStyle {
  readonly convention: Convention;
  readonly domain: string;
}

/**
 * The JSON of an error: `{"error": {code, status, message, details}}`, the JSON mapping of `google.rpc.Status` as
 * Google's APIs answer it, or SpaceONE's `{"detail": {code, message}}`.
 */
export function errorBody(error: HawserError, { convention, domain }: ErrorStyle): string {
  if (convention === Convention.SPACEONE) {
    return JSON.stringify({ detail: { code: `ERROR_${error.code}`, message: error.message } });
  }
  const metadata = Object.fromEntries(
    Object.entries(error.metadata).map(([key, value]) => [key, String(value)]),
  );
  const details: object[] = [
    { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: error.code, domain, metadata },
  ];
  if (error.violations.length > 0) {
    details.push({
      '@type': 'type.googleapis.com/google.rpc.BadRequest',
      fieldViolations: error.violations.map(({ field, reason }) => ({ field, description: reason })),
    });
  }
  const status = statusNames[error.grpcStatus];
  return JSON.stringify({ error: { code: error.httpStatus, status, message: error.message, details } });
}
