/**
 * Milliseconds to wait after failure number `failures` (1 for the first): doubling from `base`, at most `max`, less
 * up to half of it at random, so that many who failed together don't come back together.
 */
export function backoff(failures: number, base: number, max: number): number {
  const full = Math.min(max, base * 2 ** Math.min(failures - 1, 30));
  return full * (0.5 + Math.random() / 2);
}
