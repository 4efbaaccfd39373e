export { fromDatabase } from './errors.ts';
export { limits } from './limits.ts';
export { type CompiledList, compileList, type ListResult, runList } from './list.ts';
export { emptyListQuery, fromQuery, type QueryMessage } from './message.ts';
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
export type { ListQuery, Page, Unwind } from './query.ts';
export type { Scope } from './scope.ts';
export type { Json } from './value.ts';
