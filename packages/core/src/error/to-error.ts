import { HawserError } from './error.ts';
import { errors } from './errors.ts';

/** PostgreSQL's SQLSTATE classes and Node's socket codes that mean: the server is away for now, try again. */
const awayStates = /^(08|57P|53)/;
const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'ENOENT',
]);
const awayTexts =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/**
 * The error that a caller may see for whatever was thrown. A lost database or socket becomes GRPC_CONNECTION
 * (UNAVAILABLE), so that callers retry; the unknown becomes UNKNOWN with the id under which its cause is logged.
 */
export function toHawserError(thrown: unknown, id: string): HawserError {
  if (thrown instanceof HawserError) return thrown;
  if (isAway(thrown)) return errors.unavailable('a server that this one needs is away', thrown);
  return new HawserError('UNKNOWN', { id }, { cause: thrown });
}

function isAway(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  if (thrown instanceof AggregateError) return thrown.errors.some(isAway);
  const { code, syscall } = thrown as { code?: unknown; syscall?: unknown };
  if (typeof code === 'string') {
    if (awayStates.test(code) && code.length === 5) return true;
    if (awayCodes.has(code) && syscall !== undefined) return true;
  }
  return awayTexts.test(thrown.message);
}
