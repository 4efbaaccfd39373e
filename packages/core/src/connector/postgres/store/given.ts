import { type DescField, type DescMessage, isFieldSet, type MessageShape } from '@bufbuild/protobuf';
import type { Condition, Json } from '../query/index.ts';

type Field<D extends DescMessage> = Exclude<keyof MessageShape<D>, '$typeName' | '$unknown'>;

/** An enum's type as its names, any other as it is. */
type Named<T> = T extends number ? (`${number}` extends `${T}` ? T : string) : T;

/** Fields of a request that were given; enums are their names. */
export type Given<D extends DescMessage, O extends Field<D> = never> = {
  [K in Exclude<Field<D>, O>]?: Named<MessageShape<D>[K]>;
};

/**
 * The fields of a request that were given, as SpaceONE understands it: those that aren't their default. An empty Struct
 * is given; an empty text, list, zero and false aren't, for the wire doesn't carry them.
 */
export function given<D extends DescMessage, const O extends Field<D> = never>(
  schema: D,
  request: MessageShape<D>,
  ...omit: O[]
): Given<D, O> {
  const found: Record<string, unknown> = {};
  for (const field of schema.fields) {
    if (omit.includes(field.localName as O) || !isFieldSet(request, field)) continue;
    found[field.localName] = plain(field, (request as Record<string, unknown>)[field.localName]);
  }
  return found as Given<D, O>;
}

/**
 * The conditions that a search request's own fields stand for: equal to the value, or to one of a list's. `query` isn't
 * one of them.
 */
export function conditions<D extends DescMessage>(
  schema: D,
  request: MessageShape<D>,
  ...omit: Field<D>[]
): Condition[] {
  const found: Condition[] = [];
  for (const field of schema.fields) {
    if (field.name === 'query' || omit.includes(field.localName as Field<D>) || !isFieldSet(request, field))
      continue;
    const value = plain(field, (request as Record<string, unknown>)[field.localName]) as Json;
    found.push({ key: field.name, value, operator: Array.isArray(value) ? 'in' : 'eq' });
  }
  return found;
}

function plain(field: DescField, value: unknown): unknown {
  if (field.fieldKind === 'enum') return field.enum.value[value as number]?.name ?? value;
  if (field.fieldKind === 'list' && field.listKind === 'enum')
    return (value as number[]).map(one => field.enum.value[one]?.name ?? one);
  return value;
}
