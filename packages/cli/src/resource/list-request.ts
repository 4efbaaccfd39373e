import type { DescMessage, DescMethod, JsonObject, JsonValue } from '@bufbuild/protobuf';
import { usageError } from '../error.ts';
import { parseFilters, parseSort } from './filter.ts';

/** What of a `hawser list` goes into its request. */
export interface ListQuery {
  filters?: readonly string[] | undefined;
  sort?: readonly string[] | undefined;
  limit: number;
  page: number;
  keyword?: string | undefined;
  count?: boolean | undefined;
  columns?: readonly string[] | undefined;
}

/**
 * The request of a method that lists: with SpaceONE's query where it takes one, else with a page's size.
 *
 * @param item what is listed; conditions get the types of its fields
 * @throws CliError when the method can't do what was asked for
 */
export function listRequest(method: DescMethod, item: DescMessage, asked: ListQuery): JsonObject {
  const { filters = [], sort = [], limit, page, keyword, count, columns } = asked;
  const fields = new Map(method.input.fields.map(field => [field.name, field]));
  if (fields.get('query')?.message?.name !== 'Query') {
    const more = { filter: filters.length > 0, sort: sort.length > 0, page: page > 1, keyword, count };
    const needing = Object.entries(more).find(([, is]) => is);
    if (!needing) return fields.has('page_size') ? { page_size: limit } : {};
    throw usageError(
      `${method.parent.typeName}.${method.name} takes no query, so there is no --${needing[0]}`,
      fields.size > 0 ? `give its own fields with -p: ${[...fields.keys()].join(', ')}` : 'it has no fields',
    );
  }
  return {
    query: {
      ...(filters.length > 0 ? { filter: parseFilters(filters, item) as unknown as JsonValue } : {}),
      ...(sort.length > 0 ? { sort: parseSort(sort) } : {}),
      ...(keyword ? { keyword } : {}),
      ...(count ? { count_only: true } : { page: { start: (page - 1) * limit + 1, limit } }),
      ...(columns && !count ? { only: [...columns] } : {}),
    },
  };
}
