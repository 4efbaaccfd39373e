/** What can go wrong with Helm itself, as stable codes that scripts may test. */
export type HelmErrorCode =
  | 'HELM_NOT_FOUND'
  | 'HELM_DOWNLOAD_FAILED'
  | 'HELM_CHECKSUM_MISMATCH'
  | 'HELM_BUILD_FAILED'
  | 'HELM_COMMAND_FAILED';

/**
 * A failure to get Helm or of a Helm command: `message` is one line or Helm's own text, `hint` one line that names the
 * way out; empty where Helm's text says it.
 */
export class HelmError extends Error {
  override readonly name = 'HelmError';
  readonly code: HelmErrorCode;
  readonly hint: string;

  constructor(code: HelmErrorCode, message: string, hint = '', options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}
