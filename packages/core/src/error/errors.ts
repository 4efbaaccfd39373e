import { HawserError } from './error.ts';

/** Short constructors of the errors that service authors throw most. */
export const errors = {
  required: (key: string) =>
    new HawserError('REQUIRED_PARAMETER', { key }, { violations: [{ field: key, reason: 'is required' }] }),
  invalid: (key: string, reason: string) =>
    new HawserError('INVALID_PARAMETER', { key, reason }, { violations: [{ field: key, reason }] }),
  invalidType: (key: string, type: string) =>
    new HawserError(
      'INVALID_PARAMETER_TYPE',
      { key, type },
      { violations: [{ field: key, reason: `must be ${type}` }] },
    ),
  notFound: (key: string, value: string) => new HawserError('NOT_FOUND', { key, value }),
  notUnique: (key: string, value: string) => new HawserError('NOT_UNIQUE', { key, value }),
  existsResource: (child: string, parent: string) => new HawserError('EXIST_RESOURCE', { child, parent }),
  unauthenticated: (message: string) => new HawserError('AUTHENTICATE_FAILURE', { message }),
  permissionDenied: () => new HawserError('PERMISSION_DENIED'),
  dbQuery: (reason: string) => new HawserError('DB_QUERY', { reason }),
  notImplemented: (method: string) => new HawserError('NOT_IMPLEMENTED', { method }),
  unavailable: (reason: string, cause?: unknown) => new HawserError('GRPC_CONNECTION', { reason }, { cause }),
  timeout: () => new HawserError('REQUEST_TIMEOUT'),
  cancelled: () => new HawserError('CANCELLED'),
  precondition: (reason: string) => new HawserError('FAILED_PRECONDITION', { reason }),
};
