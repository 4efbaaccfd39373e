import { setTimeout as sleep } from 'node:timers/promises';

const firstDelayMs = 100;
const maxDelayMs = 5_000;

/**
 * How long to wait before try number `tried + 1`: what the server asks for (`Retry-After` in seconds), else a random time
 * that grows with each try, so that those who failed together don't return together.
 * @returns undefined when the server asks for more patience than retries have.
 */
export function retryDelay(tried: number, retryAfter: string | null): number | undefined {
  if (retryAfter !== null && /^\d{1,6}$/.test(retryAfter)) {
    const asked = Number(retryAfter) * 1_000;
    return asked <= maxDelayMs ? asked : undefined;
  }
  return Math.random() * Math.min(firstDelayMs * 2 ** tried, maxDelayMs);
}

/** Waits, unless the wait would go beyond `deadline` or `signal` fires. @returns whether it waited. */
export async function pause(
  delayMs: number,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (Date.now() + delayMs >= deadline || signal?.aborted) return false;
  try {
    await sleep(delayMs, undefined, signal ? { signal } : {});
    return true;
  } catch {
    return false;
  }
}
