import type { DescMessage } from '@bufbuild/protobuf';
import { type Column, defineModel, type QueryModel, type SortKey } from '../query/index.ts';
import { columnType, type FieldCodec, fieldCodec } from './field.ts';

/** The columns that can bind a row to a tenant, from the widest to the narrowest. */
export type TenancyColumn = 'domain_id' | 'workspace_id' | 'project_id' | 'user_id';

/** What {@link defineResource} takes. */
export interface ResourceOptions<D extends DescMessage, E extends Record<string, Column>> {
  /** The message that stands for the resource, such as ProjectInfo. Its fields are the columns. */
  message: D;
  /** The table, `name` or `schema.name`. */
  table: string;
  /** The column by which callers name a row. */
  id: string;
  /** Prefix of generated ids. Default: none, and create must be given the id. */
  prefix?: string;
  /** The columns that every read and write is bound by, as far as the call is narrowed to them. */
  tenancy: readonly TenancyColumn[];
  /** Columns where `*` marks a row that all tenants may read. Only who isn't bound by the column can write such a row. */
  shared?: readonly TenancyColumn[];
  /** Fields of the message that aren't columns. */
  without?: readonly string[];
  /** Further columns, and message fields whose column isn't of the type that follows from the field. */
  columns?: E;
  /** Columns that are NOT NULL, beside the id, lists, booleans and the domain. */
  required?: readonly string[];
  /** Unique constraints and indexes by name, with the field that NOT_UNIQUE names. Default: the id. */
  unique?: Readonly<Record<string, string>>;
  /** The column that takes the time of every update. */
  updatedAt?: string;
  keyword?: readonly string[];
  sort?: readonly SortKey[];
  minimal?: readonly string[];
  aliases?: Readonly<Record<string, string>>;
  maxRows?: number;
}

/** One column of a resource: where it is in the message, and how values go in and come out. */
export interface ResourceColumn {
  name: string;
  /** The key in values given to the store: the message's field, or the column's name where it has none. */
  key: string;
  codec: FieldCodec;
  list: boolean;
}

/** One type of resource, ready for a {@link ResourceStore}. Made once, at a module's top level. */
export interface Resource<D extends DescMessage = DescMessage, E extends string = string> {
  readonly message: D;
  readonly model: QueryModel;
  /** The table, quoted. */
  readonly table: string;
  readonly id: ResourceColumn;
  readonly prefix: string | undefined;
  readonly tenancy: readonly TenancyColumn[];
  readonly unique: Readonly<Record<string, string>>;
  readonly updatedAt: string | undefined;
  /** Columns by key. */
  readonly columns: ReadonlyMap<string, ResourceColumn>;
  /** The message's columns, quoted, for `select` and `returning`. */
  readonly selected: string;
  /** Keys of the columns beside the message's; there for types alone. */
  readonly extra?: E;
}

/** Quotes an identifier, which is a constant of the service's own. */
export function quote(name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`'${name}' can't be a column's or table's name`);
  return `"${name}"`;
}

/**
 * Describes a type of resource by the message that stands for it. A field is a column of its name: text and enums as
 * text, `*_at` as timestamptz, messages and Structs as jsonb, lists of text as text[].
 *
 * @throws Error for an option that doesn't fit the message: a mistake of the service, found at start
 */
export function defineResource<
  D extends DescMessage,
  const E extends Record<string, Column> = Record<never, Column>,
>(options: ResourceOptions<D, E>): Resource<D, Extract<keyof E, string>> {
  const { message, table, id, tenancy, shared = [], without = [], unique = {} } = options;
  const extra: Record<string, Column> = options.columns ?? {};
  const required = new Set([id, 'domain_id', ...(options.required ?? [])]);
  const columns: Record<string, Column> = {};
  const byKey = new Map<string, ResourceColumn>();
  for (const field of message.fields) {
    if (without.includes(field.name)) continue;
    const type = extra[field.name]?.type ?? columnType(field);
    const notNull = required.has(field.name) || type === 'bool' || type === 'text[]';
    columns[field.name] = { type, notNull, ...extra[field.name] };
    const codec = fieldCodec(field, type, notNull);
    byKey.set(field.localName, { name: field.name, key: field.localName, codec, list: type === 'text[]' });
  }
  for (const [name, column] of Object.entries(extra)) {
    if (columns[name]) continue;
    columns[name] = column;
    byKey.set(name, { name, key: name, codec: plainCodec(column.type), list: column.type === 'text[]' });
  }
  const idColumn = [...byKey.values()].find(column => column.name === id);
  if (!idColumn) throw new Error(`${table}: the id '${id}' is no column`);
  for (const name of tenancy) {
    if (!columns[name]) throw new Error(`${table}: tenancy names '${name}', which is no column`);
  }
  const { keyword, sort, minimal, aliases, maxRows } = options;
  return {
    message,
    model: defineModel({ table, id, columns, shared, keyword, sort, minimal, aliases, maxRows }),
    table: table.split('.').map(quote).join('.'),
    id: idColumn,
    prefix: options.prefix,
    tenancy,
    unique,
    updatedAt: options.updatedAt,
    columns: byKey,
    selected: [...byKey.values()]
      .filter(({ name }) => !columns[name]!.private)
      .map(({ name }) => quote(name))
      .join(', '),
  };
}

const plainCodec = (type: Column['type']): FieldCodec => ({
  toColumn: value => (type === 'json' && value !== null ? JSON.stringify(value) : value),
  fromColumn: value => value,
});
