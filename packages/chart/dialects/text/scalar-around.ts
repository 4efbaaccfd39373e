import { type Document, isPair, isScalar, isSeq, visit } from 'yaml';

/** The quoted text that an offset lies in or ends, with the path to it and where it begins. */
export function scalarAround(
  document: Document,
  offset: number,
): { path: PropertyKey[]; start: number } | undefined {
  let found: { path: PropertyKey[]; start: number } | undefined;
  visit(document, {
    Scalar(key, node, ancestors) {
      const { range, type } = node;
      if (key === 'key' || !range || (type !== 'QUOTE_DOUBLE' && type !== 'QUOTE_SINGLE')) return;
      if (range[0] > offset || range[2] < offset) return;
      const path: PropertyKey[] = [];
      ancestors.forEach((ancestor, i) => {
        const below = ancestors[i + 1] ?? node;
        if (isSeq(ancestor)) path.push(ancestor.items.indexOf(below));
        else if (isPair(ancestor) && isScalar(ancestor.key)) path.push(String(ancestor.key.value));
      });
      found = { path, start: range[0] };
    },
  });
  return found;
}
