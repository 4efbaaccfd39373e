import { type Document, isNode, type LineCounter } from 'yaml';

/** The line of what stands at a path, or of the nearest thing around it that stands in the text. */
export function lineAt(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const node = keyNode(document, path.slice(0, length));
    if (node !== undefined) return lines.linePos(node).line;
  }
  return undefined;
}

/** Where the key at a path begins, or the item of a list. */
function keyNode(document: Document, path: readonly PropertyKey[]): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (typeof parent !== 'object' || parent === null || !('items' in parent)) return undefined;
  const items = parent.items as unknown[];
  const found =
    typeof last === 'number'
      ? items[last]
      : (items as { key?: unknown }[]).find(({ key }) => isNode(key) && String(key) === last)?.key;
  return isNode(found) ? found.range?.[0] : undefined;
}

/** `mounts[1].source` */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i ? '.' : ''}${String(step)}`))
    .join('');
}

/** A value as messages quote it. */
export const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

/** What would make a value of another type: quotes, or none. Empty where neither does. */
export function quotesHint(expected: string, given: unknown): string {
  if (expected === 'string' && /^(number|boolean)$/.test(typeof given)) return '; put it in quotes';
  if (typeof given !== 'string') return '';
  const right =
    expected === 'boolean' ? /^(true|false)$/ : /^(int|number)$/.test(expected) ? /^-?\d+$/ : undefined;
  return right?.test(given) ? '; take the quotes away' : '';
}
