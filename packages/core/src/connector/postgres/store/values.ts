import type { DescMessage, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import type { Resource } from './resource.ts';

type Field<D extends DescMessage> = Exclude<keyof MessageShape<D>, '$typeName' | '$unknown'>;
type Init<D extends DescMessage, K> = K extends keyof MessageInitShape<D> ? MessageInitShape<D>[K] : unknown;
/** Enums may be given by name as well. */
type Loose<T> = T | null | (T extends number ? string : T extends number[] ? string[] : never);

/**
 * Fields of a resource to write or to look for. Undefined: not given. Null: none. Columns beside the message's have the
 * column's own name.
 */
export type Values<D extends DescMessage, E extends string = never> = {
  [K in Field<D>]?: Loose<Init<D, K>>;
} & { [K in E]?: unknown };

/** Values that a field may be equal to: one, or one of several. */
export type Where<D extends DescMessage, E extends string = never> = {
  [K in Field<D>]?: Loose<Init<D, K>> | readonly unknown[];
} & { [K in E]?: unknown };

/** The given values as columns. @throws Error for a key that is no column. */
export function toColumns(
  resource: Resource,
  values: Readonly<Record<string, unknown>>,
): Map<string, unknown> {
  const written = new Map<string, unknown>();
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined || key === '$typeName' || key === '$unknown') continue;
    const column = resource.columns.get(key);
    if (!column) throw new Error(`${resource.message.name} has no column for '${key}'`);
    written.set(column.name, value === null ? null : column.codec.toColumn(value));
  }
  return written;
}
