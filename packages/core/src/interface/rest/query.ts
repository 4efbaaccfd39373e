import { type DescField, type DescMessage, type JsonValue, ScalarType } from '@bufbuild/protobuf';
import { errors } from '../../error/index.ts';
import { parseJsonText } from './json/parse.ts';
import { hasOwnJson } from './json/types.ts';

/** A JSON object being put together from the parts of a request. */
export type JsonFields = Record<string, JsonValue>;

/** Query parameters as the router parsed them. */
export type Query = Readonly<Record<string, string | readonly string[]>>;

/** What a message's fields are called in a query, both spellings; made once a message type. */
type Names = ReadonlyMap<string, DescField>;

const known = new WeakMap<DescMessage, Names>();

function namesOf(message: DescMessage): Names {
  let names = known.get(message);
  if (!names) {
    names = new Map(
      message.fields.flatMap(field => [[field.name, field] as const, [field.jsonName, field] as const]),
    );
    known.set(message, names);
  }
  return names;
}

/**
 * A function that adds query parameters to a request's JSON: `a.b=1` is a field of a field, repeated parameters are a
 * list. Scalars, enums (by name or number) and the well-known types with a JSON form can be given; `Struct`, `Value` and
 * `ListValue` as JSON text.
 * @param bound paths that the path or the body already gives; they and all below them are refused.
 */
export function compileQuery(
  schema: DescMessage,
  bound: readonly string[],
): (query: Query, into: JsonFields) => void {
  const taken = new Set(bound);
  return (query, into) => {
    for (const key in query) {
      const value = query[key]!;
      const path: string[] = [];
      let field: DescField | undefined;
      let message: DescMessage | undefined = schema;
      for (const part of key.split('.')) {
        field = message && namesOf(message).get(part);
        if (!field) throw errors.invalid(key.slice(0, 200), 'is not a query parameter of this method');
        path.push(field.name);
        if (taken.has(path.join('.'))) throw errors.invalid(key, 'is given by the path or the body');
        message = field.fieldKind === 'message' && !hasOwnJson(field.message) ? field.message : undefined;
      }
      set(into, path, read(field!, key, value));
    }
  };
}

/** Whether a field can be one query parameter. */
export const inQuery = (field: DescField): boolean =>
  field.fieldKind !== 'map' && (field.message === undefined || hasOwnJson(field.message));

function read(field: DescField, key: string, value: string | readonly string[]): JsonValue {
  if (!inQuery(field)) throw errors.invalid(key, 'can not be given in the query');
  const element = (text: string) => fromText(field, key, text);
  if (field.fieldKind === 'list') return typeof value === 'string' ? [element(value)] : value.map(element);
  if (typeof value !== 'string') throw errors.invalid(key, 'is given more than once');
  return element(value);
}

/** A parameter's text as the JSON that the message reader takes; what doesn't fit is left for it to refuse. */
function fromText(field: DescField, key: string, text: string): JsonValue {
  if (field.enum) return /^-?\d+$/.test(text) ? Number(text) : text;
  if (field.message) {
    const { typeName } = field.message;
    if (typeName === 'google.protobuf.BoolValue') return boolean(text);
    if (/^google\.protobuf\.(Struct|Value|ListValue|Any)$/.test(typeName)) return parseJsonText(key, text);
    return text;
  }
  return field.scalar === ScalarType.BOOL ? boolean(text) : text;
}

const boolean = (text: string): JsonValue => (text === 'true' ? true : text === 'false' ? false : text);

/** Sets what the path or query gives, over what is there. @throws INVALID_PARAMETER when it goes through a non-object. */
export function set(into: JsonFields, path: readonly string[], value: JsonValue): void {
  let at = into;
  for (const name of path.slice(0, -1)) {
    const next = at[name] ?? {};
    if (typeof next !== 'object' || Array.isArray(next)) throw errors.invalidType(path.join('.'), 'object');
    at[name] = next;
    at = next as JsonFields;
  }
  at[path.at(-1)!] = value;
}
