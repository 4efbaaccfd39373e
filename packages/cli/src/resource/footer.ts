import type { JsonValue } from '@bufbuild/protobuf';

/** The line below a table: how many there are, which of them are shown, and how to get the next ones. */
export function footer(
  shown: number,
  total: number,
  nextToken: JsonValue | undefined,
  { limit, page }: { limit: number; page: number },
): string {
  if (nextToken) return `${shown} shown; -p ${quoted(`page_token=${nextToken}`)} has the next`;
  if (total === 0) return 'none';
  const pages = Math.ceil(total / limit);
  if (pages <= 1) return `${total} in all`;
  const first = (page - 1) * limit + 1;
  const range = shown === 0 ? 'none here' : `${first}–${first + shown - 1}`;
  const next = page < pages ? `; --page ${page + 1} has the next` : '';
  return `${range} of ${total}, page ${page} of ${pages}${next}`;
}

/** A word as a shell takes it; without control characters, since a server has chosen it. */
function quoted(word: string): string {
  const clean = word.replace(/\p{Cc}/gu, '');
  return /^[\w=.:/+-]+$/.test(clean) ? clean : `'${clean.replaceAll("'", `'\\''`)}'`;
}
