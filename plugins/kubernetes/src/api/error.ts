import { errors } from '@hawser/core';

/** Texts of a server are cut to this many characters. */
const maxText = 500;

/** An answer of an API server other than success. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The HTTP status; for an answer that can't be used, the one that a gateway would give. */
  readonly status: number;
  /** Where to go on with a list whose place was given up; only of status 410. */
  readonly continueToken: string | undefined;

  constructor(status: number, message: string, continueToken?: string) {
    super(message);
    this.status = status;
    this.continueToken = continueToken;
  }
}

/** The error in an answer's body, which is a Status where an API server wrote it. Others' words aren't passed on. */
export function apiError(status: number, body: string): ApiError {
  try {
    const { kind, message, metadata } = JSON.parse(body) as {
      kind?: unknown;
      message?: unknown;
      metadata?: { continue?: string };
    };
    if (kind === 'Status' && typeof message === 'string') {
      return new ApiError(status, message.slice(0, maxText), metadata?.continue);
    }
  } catch {
    // A proxy's page: its status says enough.
  }
  return new ApiError(status, `the answer was HTTP ${status}`);
}

/** Codes of Node.js for certificates that aren't trusted, and for keys and certificates that can't be read. */
const certificate = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_)/;
const unreadable = /^ERR_(OSSL|SSL|CRYPTO)/;

/** What to tell of a request to `server` that failed. */
export function explain(thrown: unknown, server: string): unknown {
  if (thrown instanceof ApiError) {
    if (thrown.status === 401) return errors.unauthenticated(`${server} doesn't take these credentials`);
    if (thrown.status === 403) return errors.precondition(`${server} forbids it: ${thrown.message}`);
    return errors.unavailable(`${server}: ${thrown.message}`);
  }
  const { code = '', message } = thrown as { code?: string; message?: string };
  // Not a failed request: a mistake in this program, which is to be logged.
  if (!code) return thrown;
  const words = (message || code).split(';')[0];
  if (certificate.test(code)) {
    return errors.invalid('secret_data', `the certificate of ${server} can't be trusted: ${words}`);
  }
  if (unreadable.test(code)) {
    return errors.invalid('secret_data', `${server}: a certificate or key can't be used (${code})`);
  }
  return errors.unavailable(`${server}: ${words}`, thrown);
}
