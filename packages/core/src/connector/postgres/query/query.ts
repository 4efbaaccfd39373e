import type { SortKey } from './model.ts';
import type { Condition } from './operators.ts';
import type { Json } from './value.ts';

/** Rows wanted, counted from 1. */
export interface Page {
  /** Default: 1. */
  start?: number;
  /** Default, and 0: no limit. */
  limit?: number;
}

/** A list at `path` of which every element becomes a row. */
export interface Unwind {
  path: string;
  /** All of these have to hold for a row, whose value at `path` is the element. */
  filter: Condition[];
}

/** What every query asks of rows. */
export interface Filtered {
  /** All of these have to hold. */
  filter: Condition[];
  /** If there are any, one of these has to hold. */
  filterOr: Condition[];
  /** Text with words to look for in the model's keyword fields. */
  keyword: string;
}

/** What `core.v2.Query` says. */
export interface ListQuery extends Filtered {
  sort: SortKey[];
  page?: Page | undefined;
  /** Only the model's minimal fields. */
  minimal: boolean;
  /** Only the number of rows. */
  countOnly: boolean;
  /** Keys wanted. Empty: all fields. */
  only: string[];
  unwind?: Unwind | undefined;
}

/** A key to group by. */
export interface GroupKey {
  key: string;
  name: string;
  /** `year`, `month`, `day`, or a format with `%Y`, `%m` …; empty: the value itself. */
  dateFormat: string;
  /** Of a text column, only so many characters instead. */
  prefix?: number;
  /** Path of the key in the query, for errors. */
  at: string;
  /** Path of the name. */
  nameAt: string;
}

/** A value computed of the rows of a group. */
export interface GroupField {
  key: string;
  name: string;
  operator: string;
  /** Of `push`: what the list's objects have. */
  fields: { key: string; name: string }[];
  /** Only rows where all of these hold count. */
  conditions: Condition[];
  /** Path in the query. */
  at: string;
}

/** An expression over the fields of a result: a key, a number, or an operator with operands. */
export type Expression = string | number | { operator: string; operands: Expression[] };

/** A field of a result and what it is. */
export interface ProjectField {
  name: string;
  expression: Expression;
  /** Path in the query. */
  at: string;
}

/** One stage of an aggregate. `at` is its path in the query. */
export type Stage = { at: string } & (
  | { kind: 'unwind'; unwind: Unwind }
  | { kind: 'group'; keys: GroupKey[]; fields: GroupField[] }
  | { kind: 'count'; name: string }
  | { kind: 'sort'; keys: SortKey[] }
  | { kind: 'project'; fields: ProjectField[]; excludeKeys: boolean }
  | { kind: 'limit' | 'skip'; count: number }
);

/** What `core.v2.StatisticsQuery` says. */
export interface StatQuery extends Filtered {
  aggregate: Stage[];
  page?: Page | undefined;
  /** A key whose distinct values are wanted instead of an aggregate. Empty: none. */
  distinct: string;
}

/** What `core.v2.AnalyzeQuery` says. */
export interface AnalyzeQuery extends Filtered {
  groupBy: Json[];
  fieldGroup: string[];
  fields: { [name: string]: Json };
  select: { [name: string]: Json };
  sort: SortKey[];
  page?: Page | undefined;
  unwind?: Unwind | undefined;
}

/** What `core.v2.TimeSeriesAnalyzeQuery` says. */
export interface TimeSeriesQuery extends AnalyzeQuery {
  granularity: 'DAILY' | 'MONTHLY' | 'YEARLY' | '';
  start: string;
  end: string;
}
