/** What can go wrong with images, as stable codes that scripts may test. */
export type ImageErrorCode =
  | 'IMAGE_UNKNOWN'
  | 'IMAGE_PROJECT'
  | 'IMAGE_DEPENDENCY'
  | 'IMAGE_SOURCE'
  | 'IMAGE_REFERENCE'
  | 'IMAGE_NOT_FOUND'
  | 'IMAGE_OUTPUT'
  | 'IMAGE_PLATFORM'
  | 'IMAGE_DOCKERFILE'
  | 'REGISTRY_UNREACHABLE'
  | 'REGISTRY_AUTH'
  | 'REGISTRY_REFUSED';

/**
 * A failure that the user can do something about: `message` is one line that names the cause, `hint` one line that
 * names the way out.
 */
export class ImageError extends Error {
  readonly code: ImageErrorCode;
  readonly hint: string;

  constructor(code: ImageErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ImageError';
    this.code = code;
    this.hint = hint;
  }
}
