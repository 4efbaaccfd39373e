import { fromJson, type JsonObject, type JsonValue, toJson } from '@bufbuild/protobuf';
import { type Struct, StructSchema } from '@bufbuild/protobuf/wkt';
import {
  AnalyzeQuerySchema,
  QuerySchema,
  StatisticsQuerySchema,
  TimeSeriesAnalyzeQuerySchema,
} from '@hawser/proto/spaceone/api/core/v2/query_pb.js';

/** Queries as clients write them. */
export const listQuery = (json: JsonObject) => fromJson(QuerySchema, json);
export const statQuery = (json: JsonObject) => fromJson(StatisticsQuerySchema, json);
export const analyzeQuery = (json: JsonObject) => fromJson(AnalyzeQuerySchema, json);
export const timeSeriesQuery = (json: JsonObject) => fromJson(TimeSeriesAnalyzeQuerySchema, json);

/** The `results` of an answer that is an open object. */
export const resultsOf = (answer: Struct): JsonValue => (toJson(StructSchema, answer) as JsonObject).results!;

/** Requests for all values of a key, and for how many rows there are of each. */
export const distinct = (key: string) => ({ query: statQuery({ distinct: key }) });
export const grouped = (key: string) => ({
  query: analyzeQuery({ group_by: [key], fields: { n: { operator: 'count' } } }),
});
