import type { JsonObject, JsonValue } from '@bufbuild/protobuf';
import { usageError } from '../error.ts';
import { invokeOnce } from '../remote/invoke.ts';
import { withParameters } from '../remote/json.ts';
import { findRemote, type RemoteOptions } from '../remote/server.ts';
import { type Format, formatData, print } from '../terminal/output.ts';
import { paint } from '../terminal/paint.ts';
import { footer } from './footer.ts';
import { listRequest } from './list-request.ts';
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
  const server = await findRemote(resource, options, 'list');
  try {
    const callable = server.method('list');
    const { method } = callable;
    const { output, input } = method;
    const list = listOf(output);
    if (!list)
      throw usageError(`${method.parent.typeName}.${method.name} answers no list`, 'use `hawser call`');
    const columns = options.columns?.split(',').filter(Boolean);
    const request = withParameters(
      input,
      listRequest(method, list.item, { ...options, columns }),
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
      await print(`${paint('dim', footer(rows.length, total, answer.next_page_token, options))}\n`);
    }
  } finally {
    server.close();
  }
}
