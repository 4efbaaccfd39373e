import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import { isWrapperDesc } from '@bufbuild/protobuf/wkt';

/** The JSON of the well-known types that aren't written as an object of their fields, in words. */
const ownJson: Readonly<Record<string, string>> = {
  'google.protobuf.Any': 'object with "@type"',
  'google.protobuf.Timestamp': 'RFC 3339 time',
  'google.protobuf.Duration': 'duration such as "1.5s"',
  'google.protobuf.FieldMask': 'comma-separated lowerCamelCase paths',
  'google.protobuf.Struct': 'object',
  'google.protobuf.Value': 'JSON value',
  'google.protobuf.ListValue': 'array',
};

/** Whether a message has a JSON form of its own instead of an object of its fields. */
export const hasOwnJson = (message: DescMessage): boolean =>
  Object.hasOwn(ownJson, message.typeName) || isWrapperDesc(message);

/** What a field (of a list or map: an element of it) or a message looks like in JSON, in words. */
export function jsonTypeOf(desc: DescField | DescMessage): string {
  if (desc.kind === 'message') {
    const own = ownJson[desc.typeName];
    return own ?? (isWrapperDesc(desc) ? jsonTypeOf(desc.fields[0]!) : 'object');
  }
  if (desc.message) return jsonTypeOf(desc.message);
  if (desc.enum) {
    const names = desc.enum.values.map(value => value.name);
    return names.length > 12 ? `a value of ${desc.enum.name}` : `one of ${names.join(', ')}`;
  }
  return desc.scalar === ScalarType.BYTES ? 'base64 text' : ScalarType[desc.scalar!]!.toLowerCase();
}
