import type { Scope } from '@hawser/core';
import { fromQuery } from '@hawser/core/connector/postgres';
import type { Query } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';

/** The rows of a small table that a tenant sees and that fulfil a query's `eq`, `in` and `not_in` conditions. */
export function matching<T extends object>(
  rows: readonly T[],
  { domainId, workspaceId }: Scope,
  query?: Query,
): T[] {
  const fields = (row: T) => row as Record<string, unknown>;
  return rows.filter(row => {
    if (domainId && fields(row).domainId !== domainId) return false;
    if (workspaceId && 'workspaceId' in row && row.workspaceId !== workspaceId) return false;
    return fromQuery(query).filter.every(({ key, value, operator }) => {
      const own = fields(row)[key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];
      const wanted: unknown[] = Array.isArray(value) ? value : [value];
      return wanted.includes(own) === (operator !== 'not_in');
    });
  });
}
