import { type RawBuilder, sql } from 'kysely';
import { queryErrors } from './errors.ts';
import type { ColumnType, ModelColumn, QueryModel } from './model.ts';
import { isIndex, parseKey } from './path.ts';

/** A plain column, or a result of an earlier stage that is typed like one. */
export interface ColumnTarget {
  kind: 'column';
  type: Exclude<ColumnType, 'json'>;
  sql: RawBuilder<unknown>;
  notNull: boolean;
}

/** A value at `parts` within the jsonb `root`. `parts` has no index; `root` is SQL's NULL where nothing is. */
export interface JsonTarget {
  kind: 'json';
  root: RawBuilder<unknown>;
  parts: readonly string[];
}

/** What a key stands for. */
export type Target = ColumnTarget | JsonTarget;

/** Finds what a key stands for. `at` is the key's path in the query, for errors. */
export type Resolve = (key: string, at: string) => Target;

/**
 * The value at `parts` within a jsonb. Up to the last index among them the way is exact: it reads an array's element by
 * its index. What follows may also lead through arrays to fields of any of their elements.
 */
export function within(root: RawBuilder<unknown>, parts: readonly string[]): JsonTarget {
  const last = parts.findLastIndex(isIndex);
  if (last < 0) return { kind: 'json', root, parts };
  return {
    kind: 'json',
    root: sql`(${root} #> ${parts.slice(0, last + 1)}::text[])`,
    parts: parts.slice(last + 1),
  };
}

/** The target of a column or of a value in it, if its type has values within. */
export function columnTarget(
  column: { type: ColumnType; sql: RawBuilder<unknown>; notNull?: boolean },
  parts: readonly string[],
): Target | undefined {
  const { type, sql: reference, notNull = false } = column;
  if (type === 'json') return within(reference, parts);
  if (parts.length === 0) return { kind: 'column', type, sql: reference, notNull };
  return type === 'text[]' ? within(sql`to_jsonb(${reference})`, parts) : undefined;
}

/** A model's column and the way to a value in it. */
export interface Place {
  column: ModelColumn;
  parts: string[];
}

/** Finds a key among a model's columns and aliases. */
export function locate(model: QueryModel, key: string, at: string): Place {
  const [first, ...rest] = parseKey(key, at);
  const [name, ...parts] = model.columns.has(first!)
    ? [first!, ...rest]
    : unaliased(model, key, first!, rest);
  const column = model.columns.get(name!);
  if (!column || column.private) throw queryErrors.unknownKey(at, key);
  return { column, parts };
}

function unaliased(model: QueryModel, key: string, first: string, rest: string[]): string[] {
  const whole = model.aliases.get(key);
  if (whole !== undefined) return whole.split('.');
  const start = model.aliases.get(first);
  return start === undefined ? [first, ...rest] : [...start.split('.'), ...rest];
}

/** Finds what keys of a model stand for. */
export function modelResolver(model: QueryModel): Resolve {
  return (key, at) => {
    const { column, parts } = locate(model, key, at);
    const target = columnTarget(column, parts);
    if (!target) throw queryErrors.unknownKey(at, key);
    return target;
  };
}
