import {
  create,
  createRegistry,
  type DescField,
  type DescMessage,
  type DescMethod,
  fromJson,
  type JsonValue,
  type Message,
  type Registry,
  toJson,
} from '@bufbuild/protobuf';
import { explain } from './explain.ts';

/**
 * A function from a JSON value to a message. protobuf-es compiles a reader a message type on first use, so nothing is
 * compiled here; what it refuses is explained by path.
 */
export function compileDecode(schema: DescMessage, registry: Registry): (json: JsonValue) => Message {
  const options = { registry };
  // Once at start, so that no request pays for the compiling.
  fromJson(schema, toJson(schema, create(schema)), options);
  return json => {
    try {
      return fromJson(schema, json, options);
    } catch (thrown) {
      throw explain(schema, json, options, thrown);
    }
  };
}

/** A function from a message, or one field of it, to JSON text with the contract's field names. */
export function compileEncode(
  schema: DescMessage,
  field: DescField | undefined,
  registry: Registry,
): (message: Message) => string {
  const options = { useProtoFieldName: true, registry };
  if (!field) return message => JSON.stringify(toJson(schema, message, options));
  // An unset field would be left out, but an answer has to be something.
  const always = { ...options, alwaysEmitImplicit: true };
  return message => {
    const json = toJson(schema, message, options) as Record<string, JsonValue>;
    if (Object.hasOwn(json, field.name)) return JSON.stringify(json[field.name]);
    const zero = toJson(schema, create(schema), always) as Record<string, JsonValue>;
    return JSON.stringify(zero[field.name] ?? null);
  };
}

/** All types that the files of these methods know, for `google.protobuf.Any`. */
export function registryOf(methods: readonly DescMethod[]): Registry {
  return createRegistry(...new Set(methods.map(method => method.parent.file)));
}
