export { codes, type ErrorCode, isErrorCode } from './codes.ts';
export { type ErrorMetadata, HawserError, type Violation } from './error.ts';
export { errors } from './errors.ts';
export { fromStatus, type StatusText, toStatus } from './status.ts';
export { toHawserError } from './to-error.ts';
