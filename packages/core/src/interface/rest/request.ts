import type { DescField, DescMessage, JsonValue, Message, Registry } from '@bufbuild/protobuf';
import { errors } from '../../error/index.ts';
import type { Binding } from './http-rule.ts';
import { compileDecode } from './json/codec.ts';
import { parseJson } from './json/parse.ts';
import { compileQuery, type JsonFields, type Query, set } from './query.ts';
import { compileCaptures } from './template.ts';

/** What of an HTTP request a message is made from. */
export interface RequestParts {
  readonly url: string;
  readonly query: Query;
  readonly body: Buffer | undefined;
}

/**
 * A function that makes a method's request message from an HTTP request, by one binding: the body first, then the
 * query, and the path over both.
 * @throws INVALID_PARAMETER and INVALID_PARAMETER_TYPE, naming the fields by their paths.
 */
export function compileRequest(
  schema: DescMessage,
  binding: Binding,
  registry: Registry,
): (parts: RequestParts) => Message {
  const { body, template } = binding;
  const decode = compileDecode(schema, registry);
  const captures = compileCaptures(template);
  const bodyFields = compileBody(schema, body);
  const paths = template.captures.map(({ field }) => field);
  // With the whole request as the body there is nothing left for the query to give.
  const query = compileQuery(
    schema,
    body === '*' ? schema.fields.map(field => field.name) : [...paths, ...(body ? [body.name] : [])],
  );
  if (body === '*' && !captures) {
    return parts => {
      query(parts.query, none);
      return decode(parts.body === undefined ? {} : (parseJson(parts.body) ?? {}));
    };
  }
  const setters = template.captures.map(({ field }) => compileSet(schema, field.split('.')));
  return ({ url, query: parameters, body: bytes }) => {
    const json = bodyFields(bytes);
    query(parameters, json);
    if (captures) {
      const values = readCaptures(captures, url);
      for (let i = 0; i < values.length; i++) setters[i]!(json, values[i]!);
    }
    return decode(json);
  };
}

/** Where a query that may give nothing would put it. */
const none: JsonFields = Object.freeze({});

function compileBody(schema: DescMessage, body: Binding['body']): (bytes: Buffer | undefined) => JsonFields {
  if (body === undefined) {
    return bytes => {
      if (bytes && bytes.length > 0) throw errors.invalid('body', 'is not taken by this method');
      return {};
    };
  }
  if (body !== '*') {
    const { name } = body;
    return bytes => {
      const json = bytes && parseJson(bytes);
      return json === undefined ? {} : { [name]: json };
    };
  }
  return bytes => {
    const json = (bytes && parseJson(bytes)) ?? {};
    if (typeof json !== 'object' || Array.isArray(json)) throw errors.invalidType(schema.name, 'object');
    return json;
  };
}

/** Sets a field by its path, in place of whatever the body says of it in either spelling. */
function compileSet(schema: DescMessage, path: readonly string[]): (into: JsonFields, value: string) => void {
  const fields: DescField[] = [];
  for (let at: DescMessage | undefined = schema; fields.length < path.length; at = fields.at(-1)!.message) {
    fields.push(at!.fields.find(field => field.name === path[fields.length])!);
  }
  return (into, value) => {
    let at: JsonValue | undefined = into;
    for (const { name, jsonName } of fields) {
      if (typeof at !== 'object' || at === null || Array.isArray(at)) break;
      if (jsonName !== name && Object.hasOwn(at, jsonName)) {
        at[name] ??= at[jsonName]!;
        delete at[jsonName];
      }
      at = at[name];
    }
    set(into, path, value);
  };
}

function readCaptures(read: (url: string) => readonly string[], url: string): readonly string[] {
  try {
    return read(url);
  } catch {
    throw errors.invalid('path', 'is not percent-encoded UTF-8');
  }
}
