import {
  type DescField,
  type DescMessage,
  fromJson,
  type JsonValue,
  type Message,
  type Registry,
  ScalarType,
  toJson,
} from '@bufbuild/protobuf';
import { usageError } from '../error.ts';

/** Reads a message from JSON, with field names as the contract has them. @throws CliError that says what is wrong */
export function readMessage(desc: DescMessage, json: JsonValue, registry: Registry): Message {
  try {
    return fromJson(desc, json, { registry });
  } catch (thrown) {
    throw usageError(`this is no ${desc.name}: ${explain(thrown as Error)}`, fieldsOf(desc));
  }
}

/** What protobuf-es says, in fewer words: `cannot decode message a.B from JSON: key "c" is unknown`. */
function explain({ message }: Error): string {
  return message
    .replace(/^cannot decode (message \S+ from JSON: )?/, '')
    .replace(/^key "(.+)" is unknown$/, 'it has no field "$1"');
}

const fieldsOf = (desc: DescMessage): string =>
  desc.fields.length > 0
    ? `its fields are ${desc.fields.map(({ name }) => name).join(', ')}`
    : 'it has no fields';

/** A message as JSON, with field names as the contract has them and defaults left out, as SpaceONE prints them. */
export const writeMessage = (desc: DescMessage, message: Message, registry: Registry): JsonValue =>
  toJson(desc, message, { registry, useProtoFieldName: true });

/** The field at a dotted path, and whether the path goes on into open data (a Struct or a map). */
export function fieldAt(desc: DescMessage, path: string): { field: DescField; open: boolean } | undefined {
  const [name = '', ...rest] = path.split('.');
  const field = desc.fields.find(candidate => candidate.name === name || candidate.jsonName === name);
  if (!field) return undefined;
  if (rest.length === 0) return { field, open: false };
  const below = field.fieldKind === 'message' ? field.message : undefined;
  if (!below || below.typeName.startsWith('google.protobuf.')) return { field, open: true };
  return fieldAt(below, rest.join('.'));
}

const whole = [ScalarType.STRING, ScalarType.BYTES, ScalarType.INT64, ScalarType.UINT64, ScalarType.SINT64];

/**
 * A text of the command line as JSON of a field's type: what is text there stays text, the rest is read as JSON. Without
 * a field, and in open data, numbers, booleans, null and what looks like JSON are read, and the rest is text.
 */
export function jsonOf(text: string, field: DescField | undefined): JsonValue {
  const scalar = field && 'scalar' in field ? field.scalar : undefined;
  if (field?.enum || (scalar !== undefined && whole.includes(scalar))) return text;
  if (!/^(-?\d|["[{]|true$|false$|null$)/.test(text)) return text;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

/** Sets `-p` parameters, `name=value` with dotted names, over a JSON request. One that is given again makes a list. */
export function withParameters(desc: DescMessage, json: JsonValue, parameters: readonly string[]): JsonValue {
  if (parameters.length === 0) return json;
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw usageError('-p needs a request that is a JSON object');
  const request: Record<string, JsonValue> = structuredClone(json);
  const given = new Set<string>();
  for (const parameter of parameters) {
    const at = parameter.indexOf('=');
    if (at < 1) throw usageError(`"${parameter}" is no name=value`);
    const path = parameter.slice(0, at);
    const found = fieldAt(desc, path);
    const value = jsonOf(parameter.slice(at + 1), found?.field);
    setAt(request, path.split('.'), value, {
      list: found?.field.fieldKind === 'list' && !found.open,
      again: given.has(path),
    });
    given.add(path);
  }
  return request;
}

function setAt(
  into: Record<string, JsonValue>,
  [name = '', ...rest]: string[],
  value: JsonValue,
  { list, again }: { list: boolean; again: boolean },
): void {
  if (name === '__proto__') throw usageError('__proto__ is no name of a field');
  if (rest.length > 0) {
    const below = into[name];
    const map = typeof below === 'object' && below !== null && !Array.isArray(below) ? below : {};
    into[name] = map;
    setAt(map, rest, value, { list, again });
  } else if (list) {
    const before = again && Array.isArray(into[name]) ? into[name] : [];
    into[name] = [...before, ...(Array.isArray(value) ? value : [value])];
  } else {
    into[name] = value;
  }
}
