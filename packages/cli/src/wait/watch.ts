import { setTimeout as delay } from 'node:timers/promises';
import type { Condition, Look } from './condition.ts';

/** How long one look may take, in milliseconds. */
const lookMs = 5_000;

export interface WatchOptions {
  /** In milliseconds. */
  timeout: number;
  /** Pause between two looks, in milliseconds. */
  interval: number;
  /** How often it is said again what is missing, in milliseconds. Default: 30,000. */
  reminder?: number;
  /** Hears of each line for the log. */
  line(text: string): void;
  /** Hears, after each change, of what is missing: one line each. */
  missing(lines: readonly string[]): void;
}

/** How a condition is, and has been. */
interface Known {
  condition: Condition;
  look: Look;
  /** When it began to be so, in milliseconds since the epoch. */
  since: number;
  /** What a look failed with last, and when. */
  error: { text: string; at: number } | undefined;
  /** The line that was written of it last. */
  told: string;
}

/**
 * Looks until all conditions hold at once.
 * @returns what is missing, a line each; empty when all hold
 */
export async function watch(
  conditions: readonly Condition[],
  options: WatchOptions,
): Promise<readonly string[]> {
  const { timeout, interval, reminder = 30_000, line, missing } = options;
  const began = Date.now();
  const end = began + timeout;
  const known = conditions.map(
    (condition): Known => ({
      condition,
      look: { holds: false, says: '' },
      since: began,
      error: undefined,
      told: '',
    }),
  );
  for (let reminded = began; ; ) {
    const changed = (await Promise.all(known.map(one => lookAt(one, Math.min(lookMs, timeout))))).some(
      Boolean,
    );
    const left = known.filter(({ look }) => !look.holds);
    if (changed || left.length === 0) missing(left.map(describe));
    for (const text of known.flatMap(news)) line(text);
    if (left.length === 0 || Date.now() >= end) return left.map(describe);
    if (Date.now() - reminded >= reminder) {
      reminded = Date.now();
      line(
        `still waiting after ${seconds(reminded - began)} of ${seconds(timeout)}; missing ${left.length} of ${known.length}:`,
      );
      for (const one of left) line(`  ${describe(one)}`);
    }
    await delay(Math.min(interval, Math.max(end - Date.now(), 1)));
  }
}

/** The line for a state that hasn't been told yet. */
function news(one: Known): string[] {
  const text = `${one.condition.name}: ${one.look.holds ? 'ok' : 'not yet'}, ${one.look.says}`;
  if (one.told === text) return [];
  one.told = text;
  return [text];
}

/** @returns whether it is another than before */
async function lookAt(one: Known, limit: number): Promise<boolean> {
  const before = one.look;
  const ended = AbortSignal.timeout(limit);
  const cut = new Promise<never>((_, reject) => {
    const fail = () => reject(new Error(`no answer in ${seconds(limit)}`));
    ended.addEventListener('abort', fail, { once: true });
  });
  try {
    one.look = await Promise.race([one.condition.check(ended), cut]);
  } catch (thrown) {
    const text = reasonOf(thrown);
    one.look = { holds: false, says: text };
    one.error = { text, at: Date.now() };
  }
  if (one.look.holds !== before.holds) one.since = Date.now();
  return one.look.holds !== before.holds || one.look.says !== before.says;
}

function describe({ condition, look, since, error }: Known): string {
  const earlier =
    error && error.text !== look.says ? `; last error, at ${time(error.at)}: ${error.text}` : '';
  return `${condition.name}: missing since ${time(since)}; now: ${look.says}${earlier}`;
}

/** Node's network errors say the most in their cause, or in the first of several. */
function reasonOf(thrown: unknown): string {
  const { message, cause, errors } = thrown as Error & { cause?: unknown; errors?: readonly unknown[] };
  if (errors?.[0] !== undefined) return reasonOf(errors[0]);
  if (message === 'fetch failed' && cause !== undefined) return reasonOf(cause);
  return (message || String(thrown)).replace(/\s+/g, ' ').slice(0, 500);
}

const seconds = (ms: number) => `${Math.round(ms / 100) / 10} s`;

/** `08:46:54Z` */
export const time = (at: number): string => `${new Date(at).toISOString().slice(11, 19)}Z`;
