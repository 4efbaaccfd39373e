import { codes, type ErrorCode } from './codes.ts';

/** What an error's text and its `google.rpc.ErrorInfo` carry. */
export type ErrorMetadata = Record<string, string | number | boolean>;

/** One field of a request that is wrong. `field` is the path as the contract spells it, e.g. `query.page.limit`. */
export interface Violation {
  field: string;
  reason: string;
}

/** Texts are cut to this many characters: what a caller sent may be in them. */
const maxText = 2_000;

/**
 * The one error that services throw and callers catch. Anything else that is thrown is logged with its cause and leaves
 * as UNKNOWN without details.
 */
export class HawserError extends Error {
  override readonly name = 'HawserError';
  readonly code: ErrorCode;
  readonly metadata: ErrorMetadata;
  /** Every wrong field, where validation found several. */
  readonly violations: readonly Violation[];

  constructor(
    code: ErrorCode,
    metadata: ErrorMetadata = {},
    options: { cause?: unknown; violations?: readonly Violation[]; text?: string } = {},
  ) {
    super(
      options.text ?? fill(codes[code].text, metadata),
      options.cause === undefined ? {} : { cause: options.cause },
    );
    this.code = code;
    this.metadata = metadata;
    this.violations = options.violations ?? [];
  }

  /** The gRPC status code, 1 to 16. */
  get grpcStatus(): number {
    return codes[this.code].grpc;
  }

  /** The HTTP status code. */
  get httpStatus(): number {
    return codes[this.code].http;
  }
}

function fill(text: string, metadata: ErrorMetadata): string {
  const filled = text.replace(/\{(\w+)\}/g, (_, name: string) => String(metadata[name] ?? ''));
  return filled.length > maxText ? `${filled.slice(0, maxText)}…` : filled;
}
