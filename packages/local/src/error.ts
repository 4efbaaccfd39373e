/** What can go wrong on this machine, as stable codes that scripts may test. */
export type LocalErrorCode =
  | 'DATA_LOCKED'
  | 'DATA_NOT_WRITABLE'
  | 'DISK_FULL'
  | 'PORT_IN_USE'
  | 'POSTGRES_ACCOUNT'
  | 'POSTGRES_BINARIES_MISSING'
  | 'POSTGRES_DATA_DAMAGED'
  | 'POSTGRES_FAILED'
  | 'POSTGRES_LIBRARY_MISSING'
  | 'POSTGRES_VERSION_MISMATCH';

/**
 * A failure of the local platform that its user can do something about: `message` is one line that names the cause,
 * `hint` one line that names the way out.
 */
export class LocalError extends Error {
  readonly code: LocalErrorCode;
  readonly hint: string;

  constructor(code: LocalErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LocalError';
    this.code = code;
    this.hint = hint;
  }
}

/** The errno name (`EACCES`, `ENOENT` …) of a failed system call, or undefined for any other error. */
export function errno(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
