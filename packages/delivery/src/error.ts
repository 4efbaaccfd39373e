/** What can go wrong in delivery, as stable codes that scripts may test. */
export type DeliveryErrorCode =
  | 'VERSION_INVALID'
  | 'VERSION_MISMATCH'
  | 'SERVICE_UNKNOWN'
  | 'CHART_NOT_FOUND'
  | 'CHART_INVALID'
  | 'CHART_DEPENDENCY'
  | 'CHART_TOO_LARGE'
  | 'PACKAGE_DAMAGED'
  | 'REPOSITORY_INVALID'
  | 'VERSION_EXISTS'
  | 'CLUSTER_UNKNOWN'
  | 'SERVER_UNKNOWN'
  | 'CONFIG_UNKNOWN'
  | 'NODES_TOO_FEW'
  | 'CLAIM_FIXED'
  | 'RELEASE_NOT_READY';

/**
 * A failure of delivery that its user can do something about: `message` names the cause, file and key included, `hint`
 * is one line that names the way out; empty where the message says it.
 */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly code: DeliveryErrorCode;
  readonly hint: string;

  constructor(code: DeliveryErrorCode, message: string, hint = '', options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}
