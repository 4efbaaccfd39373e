import { create, type DescEnum, type DescField, fromJson, type JsonValue, toJson } from '@bufbuild/protobuf';
import type { ColumnType } from '../query/index.ts';

/** How one field's values go into a column and come out of it. */
export interface FieldCodec {
  /** Never asked for undefined. */
  toColumn(value: unknown): unknown;
  /** Never asked for NULL, which is the field's default. */
  fromColumn(value: unknown): unknown;
}

/** The type of the column that holds a field. @throws Error for fields that no column can hold. */
export function columnType(field: DescField): ColumnType {
  switch (field.fieldKind) {
    case 'map':
    case 'message':
      return 'json';
    case 'enum':
      return 'text';
    case 'list':
      if (field.listKind === 'enum' || (field.listKind === 'scalar' && scalarType(field.scalar) === 'text'))
        return 'text[]';
      return 'json';
    case 'scalar':
      return scalarType(field.scalar) === 'text' && field.name.endsWith('_at')
        ? 'timestamp'
        : scalarType(field.scalar);
  }
}

/** Numbers are those of protobuf's scalar types. */
function scalarType(scalar: number): 'text' | 'bool' | 'float' | 'int' {
  if (scalar === 9) return 'text';
  if (scalar === 8) return 'bool';
  if (scalar === 12) throw new Error('a field of bytes needs a column of its own');
  return scalar === 1 || scalar === 2 ? 'float' : 'int';
}

const same: FieldCodec = { toColumn: value => value, fromColumn: value => value };

/** The codec of a field. Text that is empty is NULL unless the column is NOT NULL: proto3 doesn't tell them apart. */
export function fieldCodec(field: DescField, type: ColumnType, notNull: boolean): FieldCodec {
  if (field.fieldKind === 'enum') return enumCodec(field.enum);
  if (field.fieldKind === 'list') return listCodec(field, type);
  if (field.fieldKind === 'message') return messageCodec(field);
  if (field.fieldKind === 'map')
    return { toColumn: value => JSON.stringify(value), fromColumn: value => value };
  if (type === 'timestamp' || (type === 'text' && !notNull)) {
    return { toColumn: value => (value === '' ? null : value), fromColumn: value => value };
  }
  const wide = field.fieldKind === 'scalar' && typeof field.getDefaultValue() === 'bigint';
  return wide ? { toColumn: String, fromColumn: value => BigInt(value as number) } : same;
}

function enumCodec(desc: DescEnum): FieldCodec {
  const numbers = new Map(desc.values.map(({ name, number }) => [name, number]));
  const toName = (value: unknown) => {
    if (typeof value === 'string') return numbers.get(value) === 0 ? null : value;
    return value === 0 ? null : (desc.value[value as number]?.name ?? null);
  };
  return { toColumn: toName, fromColumn: value => numbers.get(value as string) ?? 0 };
}

function listCodec(field: DescField & { fieldKind: 'list' }, type: ColumnType): FieldCodec {
  const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
  if (field.listKind === 'enum') {
    // A list's first value is one like the others: UPDATE_PASSWORD is 0.
    const { value: byNumber, values } = field.enum;
    const numbers = new Map(values.map(({ name, number }) => [name, number]));
    return {
      toColumn: value =>
        asList(value).map(one => (typeof one === 'string' ? one : byNumber[one as number]?.name)),
      fromColumn: value => asList(value).map(one => numbers.get(one as string) ?? 0),
    };
  }
  if (field.listKind === 'message') {
    const { message } = field;
    // Structs are plain objects in a list as well.
    if (message.typeName === 'google.protobuf.Struct') {
      return { toColumn: value => JSON.stringify(asList(value)), fromColumn: asList };
    }
    return {
      toColumn: value =>
        JSON.stringify(
          asList(value).map(one => toJson(message, create(message, one as Record<string, unknown>), named)),
        ),
      fromColumn: value =>
        asList(value).map(one => fromJson(message, one as JsonValue, { ignoreUnknownFields: true })),
    };
  }
  return type === 'json'
    ? { toColumn: value => JSON.stringify(value), fromColumn: asList }
    : { toColumn: value => value, fromColumn: asList };
}

const named = { useProtoFieldName: true } as const;

/** Structs are plain objects already; other messages are kept as JSON with the contract's field names. */
function messageCodec(field: DescField & { fieldKind: 'message' }): FieldCodec {
  const { message } = field;
  if (message.typeName === 'google.protobuf.Struct') {
    return { toColumn: value => (value === null ? null : JSON.stringify(value)), fromColumn: value => value };
  }
  return {
    toColumn: value =>
      value === null
        ? null
        : JSON.stringify(toJson(message, create(message, value as Record<string, unknown>), named)),
    fromColumn: value => fromJson(message, value as JsonValue, { ignoreUnknownFields: true }),
  };
}
