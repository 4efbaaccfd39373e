export { type AnalyzeResult, type CompiledAnalyze, compileAnalyze, runAnalyze } from './analyze.ts';
export { fromAnalyzeQuery, fromTimeSeriesAnalyzeQuery } from './analyze-message.ts';
export { limits } from './limits.ts';
export { type CompiledList, compileList, type ListResult, runList } from './list.ts';
export { emptyListQuery, fromQuery } from './message.ts';
export {
  type Column,
  type ColumnType,
  defineModel,
  type QueryModel,
  type QueryModelOptions,
  type SortKey,
} from './model.ts';
export type { Condition } from './operators.ts';
export type { Row } from './projection.ts';
export type { AnalyzeQuery, ListQuery, Page, Stage, StatQuery, TimeSeriesQuery, Unwind } from './query.ts';
export type { Scope } from './scope.ts';
export { type CompiledStat, compileStat, runStat, type StatResult } from './stat.ts';
export { fromStatisticsQuery } from './stat-message.ts';
export { compileTimeSeries, runTimeSeries } from './time-series.ts';
export type { Json } from './value.ts';
