import { type DescField, getOption, hasOption } from '@bufbuild/protobuf';
import {
  type FieldRules,
  Ignore,
  field as rulesOption,
} from '@bufbuild/protovalidate/gen/buf/validate/validate_pb.js';

/** A JSON Schema (2020-12), as OpenAPI 3.1 uses it. */
export type JsonSchema = { [keyword: string]: unknown };

/** The protovalidate rules of a field, undefined without any. */
export const rulesOf = (field: DescField): FieldRules | undefined =>
  hasOption(field, rulesOption) ? getOption(field, rulesOption) : undefined;

/** JSON Schema's formats of protovalidate's well-known texts. */
const formats: Readonly<Record<string, string>> = {
  email: 'email',
  hostname: 'hostname',
  ipv4: 'ipv4',
  ipv6: 'ipv6',
  uri: 'uri',
  uriRef: 'uri-reference',
  uuid: 'uuid',
};

/**
 * What JSON Schema can say of a field's rules; CEL expressions and the like are left to the server. Of a field whose
 * rules don't hold for its zero value only the upper bounds are said.
 */
export function keywordsOf(rules: FieldRules | undefined): JsonSchema {
  if (rules?.type.case === undefined || rules.ignore === Ignore.ALWAYS) return {};
  const { case: kind, value } = rules.type;
  const own = ownFields(value);
  const all = { ...upper(kind, own), ...(rules.ignore === Ignore.IF_ZERO_VALUE ? {} : lower(kind, own)) };
  return Object.fromEntries(Object.entries(all).filter(([, keyword]) => keyword !== undefined));
}

/** The rules that are set; a rule's message has defaults for the others in its prototype. */
const ownFields = (rules: object): Readonly<Record<string, unknown>> => ({ ...rules });

interface Bound {
  case?: 'lt' | 'lte' | 'gt' | 'gte';
  value?: unknown;
}

function upper(kind: string, rules: Readonly<Record<string, unknown>>): JsonSchema {
  switch (kind) {
    case 'string':
      return { maxLength: count(rules.len ?? rules.maxLen) };
    case 'repeated':
      return { maxItems: count(rules.maxItems), uniqueItems: rules.unique === true ? true : undefined };
    case 'map':
      return { maxProperties: count(rules.maxPairs) };
    default: {
      const bound = rules.lessThan as Bound | undefined;
      const value = numeric(bound?.value);
      return bound?.case === 'lt' ? { exclusiveMaximum: value } : { maximum: value };
    }
  }
}

function lower(kind: string, rules: Readonly<Record<string, unknown>>): JsonSchema {
  switch (kind) {
    case 'string': {
      const known = rules.wellKnown as { case?: string; value?: unknown } | undefined;
      return {
        minLength: count(rules.len ?? rules.minLen),
        pattern: rules.pattern ?? prefixed(rules.prefix),
        const: rules.const,
        enum: listed(rules.in),
        format: known?.case !== undefined && known.value === true ? formats[known.case] : undefined,
      };
    }
    case 'repeated':
      return { minItems: count(rules.minItems) };
    case 'map':
      return { minProperties: count(rules.minPairs) };
    default: {
      const bound = rules.greaterThan as Bound | undefined;
      const value = numeric(bound?.value);
      return {
        ...(bound?.case === 'gt' ? { exclusiveMinimum: value } : { minimum: value }),
        const: numeric(rules.const),
        enum: listed(rules.in)?.map(numeric),
      };
    }
  }
}

const count = (value: unknown): number | undefined => (typeof value === 'bigint' ? Number(value) : undefined);
/** 64-bit numbers are text in JSON, which has no bounds. */
const numeric = (value: unknown): unknown => (typeof value === 'number' ? value : undefined);
const listed = (value: unknown): unknown[] | undefined =>
  Array.isArray(value) && value.length > 0 && typeof value[0] !== 'bigint' ? value : undefined;
const prefixed = (prefix: unknown): string | undefined =>
  typeof prefix === 'string' ? `^${prefix.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}` : undefined;
