/** Where a value is in a document. */
export type Place = readonly (string | number)[];

/** Every key of a document's maps, those outside before those inside. Items of lists are none: no list has one that is nothing. */
export function* places(node: unknown, path: Place = []): Generator<Place> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    const place = [...path, Array.isArray(node) ? Number(key) : key];
    if (!Array.isArray(node)) yield place;
    yield* places(value, place);
  }
}

/** A copy of a document with some places changed: null there, or nothing. What isn't there any more stays so. */
export function without(
  document: unknown,
  gone: readonly Place[],
  way: 'null' | 'absent',
): Record<string, unknown> {
  const copy = structuredClone(document) as Record<string | number, unknown>;
  for (const path of gone) {
    let holder: typeof copy | null | undefined = copy;
    for (const key of path.slice(0, -1)) holder = holder?.[key] as typeof copy | null | undefined;
    if (!holder) continue;
    if (way === 'null') holder[path.at(-1)!] = null;
    else delete holder[path.at(-1)!];
  }
  return copy;
}

/** Lines of a refusal about cases, and the cases’ names. */
export function refusedCases(refusal: string): { lines: string[]; names: Set<string> } {
  const lines = refusal.split('\n').filter(line => /^ {2}case-/.test(line));
  return { lines, names: new Set(lines.map(line => /^ {2}(case-\d+)\./.exec(line)![1]!)) };
}

/** What is said where something is missing that another key needs, or where what is left can’t be together. */
export const needed =
  /: (is missing|give one of the two|name |none is named|a route needs|an Ingress needs|only |nothing says|the .* (server is off|autoscaler decides)|the service has|give this|replicas\w* is fixed|use monitoring|is more than)/;
