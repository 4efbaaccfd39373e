/**
 * The closed list of errors that a Hawser service may answer with. A code is stable: clients match on it, so it is never
 * renamed or given another status. `{name}` in a text is filled from the error's metadata.
 *
 * Codes, statuses and texts of the upper half are SpaceONE's, whose clients show and parse them.
 */
export const codes = {
  REQUIRED_PARAMETER: { grpc: 3, http: 400, text: 'Required parameter. (key = {key})' },
  INVALID_PARAMETER: { grpc: 3, http: 400, text: 'Parameter is invalid. (key = {key}, reason = {reason})' },
  INVALID_PARAMETER_TYPE: {
    grpc: 3,
    http: 400,
    text: 'Parameter type is invalid. (key = {key}, type = {type})',
  },
  NOT_FOUND: { grpc: 5, http: 404, text: 'Resource cannot be found or access is denied. ({key} = {value})' },
  NOT_UNIQUE: { grpc: 6, http: 409, text: 'Tried to save duplicate unique key. ({key} = {value})' },
  EXIST_RESOURCE: { grpc: 3, http: 400, text: "'{child}' resources is existed in {parent}." },
  AUTHENTICATE_FAILURE: { grpc: 16, http: 401, text: 'Authenticate failure. (message = {message})' },
  PERMISSION_DENIED: { grpc: 7, http: 403, text: 'Permission denied.' },
  DB_QUERY: { grpc: 13, http: 500, text: 'Database query failed. (reason = {reason})' },
  UNKNOWN: { grpc: 13, http: 500, text: 'An internal error happened. (id = {id})' },
  NOT_IMPLEMENTED: { grpc: 12, http: 501, text: 'Not implemented. (method = {method})' },
  REQUEST_TIMEOUT: { grpc: 4, http: 504, text: 'The call took longer than its deadline.' },
  GRPC_CONNECTION: { grpc: 14, http: 503, text: 'Server is unavailable. (reason = {reason})' },

  CANCELLED: { grpc: 1, http: 499, text: 'The caller cancelled the call.' },
  FAILED_PRECONDITION: { grpc: 9, http: 400, text: '{reason}' },
  ABORTED: { grpc: 10, http: 409, text: '{reason}' },
  RESOURCE_EXHAUSTED: { grpc: 8, http: 429, text: '{reason}' },
  PLUGIN_FAILURE: { grpc: 13, http: 502, text: 'The plugin failed. (plugin = {plugin}, reason = {reason})' },
} as const satisfies Record<string, { grpc: number; http: number; text: string }>;

/** A stable error code, without SpaceONE's `ERROR_` prefix. */
export type ErrorCode = keyof typeof codes;

/** Whether `name` is one of the codes. */
export const isErrorCode = (name: string): name is ErrorCode => Object.hasOwn(codes, name);
