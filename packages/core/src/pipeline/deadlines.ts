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

/**
 * The calls, in slots that are used again. Not a Set: its outgrown tables refer to the next ones, and one that has become
 * old keeps all later ones, with the calls in them, until the next full garbage collection.
 */
const slots: (Entry | undefined)[] = [];
const free: number[] = [];
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
  const slot = free.pop() ?? slots.length;
  slots[slot] = entry;
  sweeper ??= setInterval(sweep, sweepMs).unref();
  return () => {
    if (slots[slot] === entry) vacate(slot);
  };
}

function vacate(slot: number): void {
  slots[slot] = undefined;
  free.push(slot);
}

function sweep(): void {
  const now = Date.now();
  for (const [slot, entry] of slots.entries()) {
    if (entry === undefined || entry.deadline > now) continue;
    vacate(slot);
    entry.expire();
  }
  if (free.length < slots.length) return;
  clearInterval(sweeper);
  sweeper = undefined;
}
