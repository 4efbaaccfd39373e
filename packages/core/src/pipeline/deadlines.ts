/** How often calls that have long to go are looked at, in milliseconds: so late may their deadline be noticed. */
const sweepMs = 100;
/** Calls whose deadline is nearer than this have a timer of their own, and end on time. */
const exactMs = 2_000;

/** One call that is to end by a time. */
interface Entry {
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly expire: () => void;
}

const entries = new Set<Entry>();
let sweeper: NodeJS.Timeout | undefined;

/**
 * Calls `expire` once the deadline has passed, unless the returned function was called before. Most calls end long
 * before theirs: one timer for all of them costs a tenth of one each.
 *
 * @param deadline milliseconds since the epoch, or Infinity
 */
export function watchDeadline(deadline: number, expire: () => void): () => void {
  const left = deadline - Date.now();
  if (left < exactMs) {
    const timer = setTimeout(expire, Math.max(left, 0));
    return () => clearTimeout(timer);
  }
  const entry: Entry = { deadline, expire };
  entries.add(entry);
  sweeper ??= setInterval(sweep, sweepMs).unref();
  return () => void entries.delete(entry);
}

function sweep(): void {
  const now = Date.now();
  for (const entry of entries) {
    if (entry.deadline > now) continue;
    entries.delete(entry);
    entry.expire();
  }
  if (entries.size > 0) return;
  clearInterval(sweeper);
  sweeper = undefined;
}
