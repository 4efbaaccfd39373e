import { isMap, isScalar, parseDocument } from 'yaml';

/**
 * A values file's text with `repo.id` and `repo.image` set, and every other byte as it was: comments, quotes and what the
 * server's files hold. The file has to be valid. Undefined where `repo` or its image isn't written out, but is another's by an alias.
 */
export function fillRelease(text: string, release: { id: string; image: string }): string | undefined {
  const document = parseDocument(text, { logLevel: 'silent' });
  const repo = document.get('repo', true);
  if (!isMap(repo)) return undefined;
  const edits: { from: number; to: number; by: string }[] = [];
  const pair = (name: string) =>
    repo.items.find(({ key }) => isScalar(key) && key.value === name) as
      | {
          key: { range: [number, number, number] };
          value: { range?: [number, number, number]; value?: unknown } | null;
        }
      | undefined;
  const image = pair('image');
  if (!image?.value?.range) return undefined;
  edits.push({ from: image.value.range[0], to: image.value.range[1], by: quote(release.image) });
  const id = pair('id');
  if (!id) {
    const start = image.key.range[0];
    const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
    edits.push({ from: start, to: start, by: `id: ${quote(release.id)}${repo.flow ? ', ' : `\n${indent}`}` });
  } else {
    // A key without a value ends at its colon, or at the next comma or line: the colon is where the text goes on.
    const colon = text.indexOf(':', id.key.range[1]) + 1;
    const range = id.value?.range;
    const empty = id.value?.value === null || id.value === null;
    if (empty && !(range && range[1] > range[0]))
      edits.push({ from: colon, to: colon, by: ` ${quote(release.id)}` });
    else edits.push({ from: range![0], to: range![1], by: quote(release.id) });
  }
  let filled = text;
  for (const { from, to, by } of edits.sort((a, b) => b.from - a.from))
    filled = filled.slice(0, from) + by + filled.slice(to);
  return filled;
}

const quote = (text: string): string => JSON.stringify(text);
