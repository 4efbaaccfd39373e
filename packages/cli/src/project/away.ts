import { setTimeout as delay } from 'node:timers/promises';
import { CliError } from '../error.ts';

/** Pauses between two tries, in milliseconds: the first, and the longest. */
const [shortest, longest] = [250, 2_000];

/** Codes of Node.js and SQLSTATEs that say: the server isn't there, starts, stops or is full. */
const away = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);

/**
 * Repeats work on a database while that is away. Anything else, such as a wrong password, fails at once.
 *
 * @param limit in milliseconds
 * @param waiting hears of each new reason
 */
export async function whileAway(
  work: () => Promise<void>,
  limit: number,
  waiting: (reason: string) => void,
): Promise<void> {
  const end = Date.now() + limit;
  let told = '';
  for (let pause = shortest; ; pause = Math.min(pause * 2, longest)) {
    try {
      return await work();
    } catch (thrown) {
      if (!isAway(thrown) || Date.now() + pause > end) throw thrown;
      const { message, code } = thrown as Error & { code?: string };
      const reason = message || String(code);
      if (reason !== told) waiting(reason);
      told = reason;
      await delay(pause);
    }
  }
}

/** Names the cause and the way out where `work` fails since its database is away. */
export async function explainAway<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!isAway(thrown)) throw thrown;
    const { message, code } = thrown as Error & { code?: string };
    throw new CliError(`the database can’t be reached: ${message || code}`, {
      hint: 'start the platform with `hawser up`; or start the database that DATABASES names (`hawser config show`)',
      cause: thrown,
    });
  }
}

function isAway(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (away.has(String((error as { code?: unknown }).code))) return true;
    // What pg says of a connection that took too long, or broke, has no code.
    if (/^(timeout expired|Connection terminated)/.test(error.message)) return true;
  }
  return false;
}
