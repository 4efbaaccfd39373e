import { type DescEnum, type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import { isWrapperDesc } from '@bufbuild/protobuf/wkt';
import type { FieldRules } from '@bufbuild/protovalidate/gen/buf/validate/validate_pb.js';
import { type JsonSchema, keywordsOf, rulesOf } from './rules.ts';

/** Comments of contracts by full name. */
export type Docs = Readonly<Record<string, string>>;

/** The well-known types, as their JSON form is. */
const wellKnown: Readonly<Record<string, JsonSchema>> = {
  'google.protobuf.Any': {
    type: 'object',
    properties: { '@type': { type: 'string' } },
    required: ['@type'],
  },
  'google.protobuf.Timestamp': { type: 'string', format: 'date-time' },
  'google.protobuf.Duration': { type: 'string', pattern: '^-?[0-9]+(\\.[0-9]{1,9})?s$', examples: ['1.5s'] },
  'google.protobuf.FieldMask': { type: 'string', description: 'Comma-separated lowerCamelCase paths.' },
  'google.protobuf.Struct': { type: 'object', additionalProperties: true },
  'google.protobuf.Value': { description: 'Any JSON value.' },
  'google.protobuf.ListValue': { type: 'array', items: {} },
  'google.protobuf.Empty': { type: 'object', maxProperties: 0 },
};

const numbers: ReadonlySet<ScalarType> = new Set([ScalarType.DOUBLE, ScalarType.FLOAT]);
const unsigned: ReadonlySet<ScalarType> = new Set([ScalarType.UINT32, ScalarType.FIXED32]);
const long: ReadonlySet<ScalarType> = new Set([
  ScalarType.INT64,
  ScalarType.SINT64,
  ScalarType.SFIXED64,
  ScalarType.UINT64,
  ScalarType.FIXED64,
]);

/** Makes the schemas of messages and enums, each once, under `components/schemas` by its full name. */
export class Schemas {
  readonly components: Record<string, JsonSchema> = {};
  readonly #docs: Docs;

  constructor(docs: Docs) {
    this.#docs = docs;
  }

  /** A message where it is used: a reference, or a well-known type in full. */
  message(desc: DescMessage): JsonSchema {
    const known = wellKnown[desc.typeName];
    if (known) return known;
    if (isWrapperDesc(desc)) {
      const { type, ...rest } = scalar(desc.fields[0]!.scalar!);
      return { ...rest, type: [type, 'null'] };
    }
    if (!(desc.typeName in this.components)) {
      // Reserved first: a message may contain itself.
      this.components[desc.typeName] = {};
      this.components[desc.typeName] = this.object(desc);
    }
    return { $ref: `#/components/schemas/${desc.typeName}` };
  }

  /** The object of a message's fields, without those of `omit`. */
  object(desc: DescMessage, omit: ReadonlySet<string> = new Set()): JsonSchema {
    const fields = desc.fields.filter(({ name }) => !omit.has(name));
    const required = fields.filter(field => rulesOf(field)?.required).map(({ name }) => name);
    return {
      type: 'object',
      ...described(this.#docs[desc.typeName]),
      properties: Object.fromEntries(fields.map(field => [field.name, this.field(desc, field)])),
      ...(required.length > 0 ? { required } : {}),
    };
  }

  /** A field with its comment and rules. */
  field(parent: DescMessage, field: DescField): JsonSchema {
    const schema = this.#value(field, rulesOf(field));
    const others = field.oneof?.fields.filter(other => other !== field).map(({ name }) => `\`${name}\``);
    const exclusive = others && others.length > 0 ? `Not together with ${others.join(', ')}.` : undefined;
    const comment = [this.#docs[`${parent.typeName}.${field.name}`], exclusive].filter(Boolean).join('\n\n');
    return {
      ...schema,
      ...described(comment),
      ...(exclusive ? { 'x-hawser-oneof': field.oneof!.name } : {}),
      ...(field.proto.options?.deprecated ? { deprecated: true } : {}),
    };
  }

  #value(field: DescField, rules: FieldRules | undefined): JsonSchema {
    const keywords = keywordsOf(rules);
    if (field.fieldKind === 'list') {
      const items = rules?.type.case === 'repeated' ? rules.type.value.items : undefined;
      return { type: 'array', items: { ...this.#single(field), ...keywordsOf(items) }, ...keywords };
    }
    if (field.fieldKind === 'map') {
      const values = rules?.type.case === 'map' ? rules.type.value.values : undefined;
      const additionalProperties = { ...this.#single(field), ...keywordsOf(values) };
      return { type: 'object', additionalProperties, ...keywords };
    }
    return field.enum ? this.#single(field) : { ...this.#single(field), ...keywords };
  }

  #single(field: DescField): JsonSchema {
    if (field.message) return this.message(field.message);
    if (field.enum) return this.#enum(field.enum);
    return scalar(field.scalar!);
  }

  #enum(desc: DescEnum): JsonSchema {
    if (desc.typeName === 'google.protobuf.NullValue') return { type: 'null' };
    this.components[desc.typeName] ??= {
      type: 'string',
      enum: desc.values.map(({ name }) => name),
      ...described(
        [
          this.#docs[desc.typeName],
          ...desc.values.flatMap(({ name }) => {
            const comment = this.#docs[`${desc.typeName}.${name}`];
            return comment === undefined ? [] : [`- \`${name}\`: ${comment}`];
          }),
        ]
          .filter(Boolean)
          .join('\n\n'),
      ),
    };
    return { $ref: `#/components/schemas/${desc.typeName}` };
  }
}

export const described = (description: string | undefined): JsonSchema =>
  description ? { description } : {};

function scalar(type: ScalarType): JsonSchema {
  if (type === ScalarType.STRING) return { type: 'string' };
  if (type === ScalarType.BOOL) return { type: 'boolean' };
  if (type === ScalarType.BYTES) return { type: 'string', contentEncoding: 'base64' };
  if (numbers.has(type)) return { type: 'number', format: ScalarType[type]!.toLowerCase() };
  // 64 bits don't fit a JavaScript number: they are text, as protobuf's JSON mapping says.
  if (long.has(type)) return { type: 'string', format: 'int64', pattern: '^-?[0-9]+$' };
  return { type: 'integer', format: 'int32', ...(unsigned.has(type) ? { minimum: 0 } : {}) };
}
