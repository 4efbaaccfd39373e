import { type RawBuilder, sql } from 'kysely';
import { queryErrors } from './errors.ts';
import type { Page } from './query.ts';

/** Reads a page, with `maxRows` as the bound of its limit. */
export function readPage(page: Page | undefined, maxRows?: number) {
  const start = Math.max(page?.start ?? 1, 1);
  const asked = page?.limit || undefined;
  for (const [name, number] of [
    ['start', start],
    ['limit', asked ?? 1],
  ] as const) {
    if (!Number.isSafeInteger(number) || number < 0)
      throw queryErrors.invalid(`query.page.${name}`, 'is out of range');
  }
  const limit = maxRows === undefined ? asked : Math.min(asked ?? maxRows, maxRows);
  // As in SpaceONE, a page without a limit is all rows, wherever it starts.
  return { offset: asked === undefined ? 0 : start - 1, limit };
}

/** `limit … offset …`, as far as they are wanted. */
export function range(offset: number, limit: number | undefined): RawBuilder<unknown> {
  const bound = limit === undefined ? sql`` : sql`limit ${limit}::int8`;
  return offset === 0 ? bound : sql`${bound} offset ${offset}::int8`;
}
