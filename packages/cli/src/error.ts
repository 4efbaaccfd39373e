/** A failure that the user can do something about: one line that names the cause, and one that names the way out. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly hint: string | undefined;
  /** 1: what was asked for failed; 2: the command line can't be understood. */
  readonly exitCode: 1 | 2;

  constructor(message: string, options: { hint?: string; exitCode?: 1 | 2; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? 1;
  }
}

/** A command line that can't be understood. */
export const usageError = (message: string, hint?: string): CliError =>
  new CliError(message, { exitCode: 2, ...(hint ? { hint } : {}) });
