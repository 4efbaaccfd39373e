import type { DescMessage, JsonObject, JsonValue } from '@bufbuild/protobuf';
import { usageError } from '../error.ts';
import { type Callable, invokeOnce } from '../remote/invoke.ts';
import { withParameters } from '../remote/json.ts';
import { findRemote, type RemoteOptions } from '../remote/server.ts';
import { type Format, formatData, print } from '../terminal/output.ts';
import { paint } from '../terminal/paint.ts';
import { parseFilters, parseSort } from './filter.ts';
import { listOf, rowsTable } from './show.ts';

export interface ListCommand extends RemoteOptions {
  /** Names with commas. */
  columns?: string | undefined;
  filters?: readonly string[] | undefined;
  sort?: readonly string[] | undefined;
  limit: number;
  page: number;
  keyword?: string | undefined;
  /** Only how many there are. */
  count?: boolean;
  parameters?: readonly string[] | undefined;
  output: Format;
}

/** Lists a page of resources, with how many there are in all. */
export async function runList(resource: string, options: ListCommand): Promise<void> {
  const server = await findRemote(resource, options);
  try {
    const callable = server.method('list');
    const { output, input } = callable.method;
    const list = listOf(output);
    if (!list) throw usageError(`${server.service.typeName}.list answers no list`, 'use `hawser call`');
    const columns = options.columns?.split(',').filter(Boolean);
    const request = withParameters(
      input,
      requestOf(callable, list.item, options, columns),
      options.parameters ?? [],
    );
    const answer = (await invokeOnce(callable, request, server.call)) as JsonObject;
    const rows = (answer[list.name] ?? []) as JsonValue[];
    const total = Number(answer.total_count ?? answer.total_size ?? (options.count ? 0 : rows.length));
    if (options.output !== 'table') {
      await print(await formatData(options.count ? { total_count: total } : answer, options.output));
    } else if (options.count) {
      await print(`${total}\n`);
    } else {
      if (rows.length > 0) await print(rowsTable(rows, list.item, columns));
      await print(`${paint('dim', footer(rows.length, total, options))}\n`);
    }
  } finally {
    server.close();
  }
}

/** The request of a `list` with `core.v2.Query`. */
function requestOf(
  { method }: Callable,
  item: DescMessage,
  options: ListCommand,
  columns: readonly string[] | undefined,
): JsonObject {
  const { filters = [], sort = [], limit, page, keyword, count } = options;
  const query = method.input.fields.find(({ name }) => name === 'query')?.message;
  if (query?.name !== 'Query') {
    const needing = Object.entries({ filter: filters.length, sort: sort.length, keyword, count }).find(
      ([, is]) => is,
    );
    if (needing) {
      throw usageError(
        `${method.parent.typeName}.list takes no query, so there is no --${needing[0]}`,
        `give its own fields with -p: ${method.input.fields.map(({ name }) => name).join(', ') || 'it has none'}`,
      );
    }
    return {};
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

function footer(shown: number, total: number, { limit, page }: ListCommand): string {
  if (total === 0) return 'none';
  const pages = Math.ceil(total / limit);
  if (pages <= 1) return `${total} in all`;
  const first = (page - 1) * limit + 1;
  const range = shown === 0 ? 'none here' : `${first}–${first + shown - 1}`;
  const next = page < pages ? `; --page ${page + 1} has the next` : '';
  return `${range} of ${total}, page ${page} of ${pages}${next}`;
}
