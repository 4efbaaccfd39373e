import { type RawBuilder, sql } from 'kysely';
import { queryErrors } from './errors.ts';
import { limits } from './limits.ts';
import type { ColumnType, ModelColumn, QueryModel } from './model.ts';
import { isIndex, jsonPath } from './path.ts';
import { locate } from './target.ts';
import { isObject, type Json } from './value.ts';

type Sql = RawBuilder<unknown>;

/** A row as a list answers it: by field name, null where the column is NULL. */
export type Row = Record<string, unknown>;

/** What to select, and how a row that comes of it becomes the answer's. */
export interface Projection {
  select: Sql;
  decode: (row: Row) => Row;
}

/**
 * Selects the fields that `only` names, or `all`. Of a JSON column just the named values are read, and they come at
 * their place within it; in a list of objects, every object keeps its named fields. An index in a key selects the
 * whole list.
 */
export function compileProjection(model: QueryModel, only: readonly string[], at = 'query.only'): Projection {
  if (only.length > limits.only) throw queryErrors.tooMany(at, limits.only);
  const whole = new Set<ModelColumn>(only.length === 0 ? model.visible : []);
  const nested = new Map<ModelColumn, string[][]>();
  for (const [i, key] of only.entries()) {
    const { column, parts } = locate(model, key, `${at}[${i}]`);
    const index = parts.findIndex(isIndex);
    const path = index < 0 ? parts : parts.slice(0, index);
    if (path.length > 0 && column.type !== 'json') throw queryErrors.unknownKey(`${at}[${i}]`, key);
    if (path.length === 0) whole.add(column);
    else nested.set(column, [...(nested.get(column) ?? []), path]);
  }
  const selected: Sql[] = [];
  const steps: ((row: Row) => void)[] = [];
  for (const column of whole) {
    selected.push(sql`${readable(column.sql, column.type)} as ${sql.id(column.name)}`);
    const step = conversion(column);
    if (step) steps.push(step);
  }
  for (const [column, all] of nested) {
    if (whole.has(column)) continue;
    const first = selected.length;
    const paths = outermost(all);
    for (const [i, path] of paths.entries())
      selected.push(sql`${nestedValue(column.sql, path)} as ${sql.id(`${first + i}`)}`);
    steps.push(row => assemble(row, column.name, paths, first));
  }
  return { select: sql.join(selected), decode: decoder(steps) };
}

/** The paths that don't lead into what another one already names. */
function outermost(paths: readonly string[][]): string[][] {
  const named = new Set(paths.map(path => path.join('.')));
  const distinct = new Map(paths.map(path => [path.join('.'), path]));
  return [...distinct.values()].filter(
    path => !path.some((_, i) => i > 0 && named.has(path.slice(0, i).join('.'))),
  );
}

function decoder(steps: readonly ((row: Row) => void)[]): (row: Row) => Row {
  return row => {
    for (const step of steps) step(row);
    return row;
  };
}

/** Makes a column's value the API's, where it is read as another. */
function conversion({ name, type }: ModelColumn): ((row: Row) => void) | undefined {
  if (type !== 'timestamp' && type !== 'int' && type !== 'float') return;
  return row => {
    row[name] = fromColumn(row[name], type);
  };
}

/**
 * What to select so that {@link fromColumn} can read it. Times come as text in UTC: that is the same for all
 * connections, and making Dates of them would take far longer.
 */
export const readable = (value: Sql, type: ColumnType): Sql =>
  type === 'timestamp' ? sql`(${value} at time zone 'UTC')::text` : value;

/** A timestamp or a number as the API shows it; `pg` gives wide numbers as text. */
export function fromColumn(value: unknown, type: 'timestamp' | 'int' | 'float'): unknown {
  if (typeof value !== 'string') return value;
  return type === 'timestamp' ? isoTime(value) : Number(value);
}

/** ISO 8601 text with milliseconds of PostgreSQL's text of a timestamp, `2026-01-31 10:20:30.4`. */
function isoTime(text: string): string {
  // Infinity, or a year of more than four digits.
  if (text[10] !== ' ') return text;
  const fraction = text.length === 19 ? '000' : text.slice(20, 23).padEnd(3, '0');
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`;
}

/** Where lists are on the way to a value, the whole column comes instead, with this in front. */
const wholeMark = '*';

function nestedValue(column: Sql, path: readonly string[]): Sql {
  const parent = path.length === 1 ? column : sql`${column} #> ${path.slice(0, -1)}::text[]`;
  return sql`case when jsonb_typeof(${parent}) = 'object' then (${column} #> ${path}::text[])::text
    when ${column} @? ${jsonPath(path)}::jsonpath then ${sql.lit(wholeMark)} || ${column}::text end`;
}

function assemble(row: Row, name: string, paths: readonly string[][], first: number): void {
  let value: Json | undefined;
  for (const [i, path] of paths.entries()) {
    const alias = `${first + i}`;
    const text = row[alias] as string | null;
    delete row[alias];
    if (text === null) continue;
    const found: Json | undefined = text.startsWith(wholeMark)
      ? project(JSON.parse(text.slice(wholeMark.length)), path)
      : path.reduceRight<Json>((inner, part) => ({ [part]: inner }), JSON.parse(text));
    value = value === undefined ? found : merge(value, found);
  }
  row[name] = value ?? null;
}

/** The part of a value that a path names. Undefined when it names nothing in it. */
function project(value: Json, path: readonly string[]): Json | undefined {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  if (Array.isArray(value)) return value.filter(isObject).map(element => project(element, path) ?? {});
  if (!isObject(value) || !Object.hasOwn(value, part)) return;
  const inner = project(value[part]!, rest);
  return inner === undefined ? undefined : { [part]: inner };
}

/** Two projections of one value as one; neither leads into what the other one names. */
function merge(one: Json, other: Json | undefined): Json {
  if (Array.isArray(one) && Array.isArray(other)) return one.map((element, i) => merge(element, other[i]));
  if (!isObject(one) || !isObject(other)) return one;
  const merged = { ...one };
  for (const [key, value] of Object.entries(other)) {
    merged[key] = Object.hasOwn(one, key) ? merge(one[key]!, value) : value;
  }
  return merged;
}
