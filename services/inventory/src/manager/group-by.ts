import { create, fromJson, type JsonValue, toJson } from '@bufbuild/protobuf';
import { ListValueSchema } from '@bufbuild/protobuf/wkt';
import { type AnalyzeQuery, AnalyzeQuerySchema } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import { groupKeyOf } from './labels.ts';

/** What a query groups by itself: texts, or objects with `key` and `name`. */
export const groupByOf = ({ groupBy }: AnalyzeQuery): JsonValue[] =>
  groupBy ? (toJson(ListValueSchema, create(ListValueSchema, groupBy)) as JsonValue[]) : [];

/**
 * The query grouped by further keys as well, each once, which `select` must let through by their names. They come last, so
 * that errors count the query's own keys as the query does.
 */
export function groupedAlso(query: AnalyzeQuery, keys: readonly string[]): AnalyzeQuery {
  const names = keys.map(key => groupKeyOf(key).name);
  const others = groupByOf(query).filter(option => {
    const { key } = groupKeyOf(option);
    return !keys.includes(key) && !names.includes(key);
  });
  const select = query.select && { ...query.select, ...Object.fromEntries(names.map(name => [name, name])) };
  return create(AnalyzeQuerySchema, {
    ...query,
    groupBy: fromJson(ListValueSchema, [...others, ...keys]),
    ...(select && { select }),
  });
}
