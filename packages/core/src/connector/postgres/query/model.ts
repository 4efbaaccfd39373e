import { type RawBuilder, sql } from 'kysely';

/**
 * What a column holds. `timestamp` is a timestamptz, shown as ISO 8601 text in UTC with milliseconds; `json` is a
 * jsonb of any shape; `int` and `float` are numbers of any width.
 */
export type ColumnType = 'text' | 'int' | 'float' | 'bool' | 'timestamp' | 'json' | 'text[]';

/** One column, which is a field of the resource of the same name. */
export interface Column {
  type: ColumnType;
  /** The column is NOT NULL. Sorting by it can use a plain index then. Default: false. */
  notNull?: boolean;
  /** Queries neither read it nor search in it (a password's hash). Default: false. */
  private?: boolean;
}

/** One key to sort by. */
export interface SortKey {
  key: string;
  /** Largest first. Default: false. */
  desc?: boolean;
}

/** What {@link defineModel} takes. */
export interface QueryModelOptions {
  /** The table, `name` or `schema.name`. */
  table: string;
  /** Column that identifies a row. Rows that sort alike are ordered by it, so that pages don't overlap. */
  id: string;
  /** Columns by name. The names are the API's field names. */
  columns: Record<string, Column>;
  /** Keys that a keyword is looked for in. Default: none, and a keyword is ignored. */
  keyword?: readonly string[];
  /** Order where a query gives none. Default: by `id`. */
  sort?: readonly SortKey[];
  /** Fields of a `minimal` list. Default: all. */
  minimal?: readonly string[];
  /** Other names of keys: name → key. What follows a name after a dot follows the key. */
  aliases?: Readonly<Record<string, string>>;
  /** Columns where `*` marks a row that belongs to all: a scope on them lets such rows in as well. */
  shared?: readonly string[];
  /** Most rows that one list answers, also where it asks for more or gives no limit. Default: no bound. */
  maxRows?: number;
}

/** A column ready for use in SQL, where the table is always called `t`. */
export interface ModelColumn extends Required<Column> {
  name: string;
  sql: RawBuilder<unknown>;
}

/** One resource type as queries see it; made once at start by {@link defineModel}. */
export interface QueryModel {
  /** `"table" as "t"`. */
  from: RawBuilder<unknown>;
  id: ModelColumn;
  columns: ReadonlyMap<string, ModelColumn>;
  /** Columns that a list without `only` answers. */
  visible: readonly ModelColumn[];
  keyword: readonly string[];
  sort: readonly SortKey[];
  minimal: readonly string[];
  aliases: ReadonlyMap<string, string>;
  shared: ReadonlySet<string>;
  maxRows: number | undefined;
}

/**
 * Describes a resource type for {@link runList}, {@link runStat} and {@link runAnalyze}.
 *
 * @throws Error when an option names a column that isn't there: a mistake of the service, found at start
 */
export function defineModel(options: QueryModelOptions): QueryModel {
  const columns = new Map<string, ModelColumn>();
  for (const [name, column] of Object.entries(options.columns)) {
    if (!/^[a-z_][a-z0-9_]*$/.test(name))
      throw new Error(`${options.table}: '${name}' can't be a column's name`);
    columns.set(name, { notNull: false, private: false, ...column, name, sql: sql.id('t', name) });
  }
  const named = (what: string, key: string): ModelColumn => {
    const column = columns.get(key.split('.', 1)[0]!);
    if (!column || column.private)
      throw new Error(`${options.table}: ${what} names '${key}', which is no column`);
    return column;
  };
  const { keyword = [], minimal = [], shared = [], aliases = {}, sort = [{ key: options.id }] } = options;
  for (const key of keyword) named('keyword', key);
  for (const key of minimal) named('minimal', key);
  for (const key of Object.values(aliases)) named('aliases', key);
  for (const { key } of sort) named('sort', key);
  for (const key of shared) {
    if (!columns.has(key)) throw new Error(`${options.table}: shared names '${key}', which is no column`);
  }
  return {
    from: sql`${sql.table(options.table)} as "t"`,
    id: named('id', options.id),
    columns,
    visible: [...columns.values()].filter(column => !column.private),
    keyword,
    sort,
    minimal,
    aliases: new Map(Object.entries(aliases)),
    shared: new Set(shared),
    maxRows: options.maxRows,
  };
}
