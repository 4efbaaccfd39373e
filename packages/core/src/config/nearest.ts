/** Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, before[j - 2]! + 1);
      }
      row.push(least);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length]!;
}

/**
 * The known name that `name` was probably meant to be: the one with the fewest edits, upper and lower case and
 * underscores aside. None when that would take more than a third of the name, or two edits in a short one.
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = plain(name).slice(0, 100);
  let best: string | undefined;
  let least = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(wanted, plain(candidate));
    if (distance < least && distance < Math.max(wanted.length, candidate.length)) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** A name without what people vary: case, underscores, dashes. */
export const plain = (name: string): string => name.replace(/[_-]/g, '').toLowerCase();
