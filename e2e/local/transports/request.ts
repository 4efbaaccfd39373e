import {
  type DescField,
  type DescMessage,
  type JsonObject,
  type JsonValue,
  ScalarType,
} from '@bufbuild/protobuf';
import { rulesOf } from './methods.ts';

/** Values of fields by name, from what was answered before. */
export type Known = Readonly<Record<string, JsonValue>>;

const count = { n: { operator: 'count' } };

/** Queries that every resource can answer, by their message. */
const queries: Readonly<Record<string, JsonObject>> = {
  StatisticsQuery: { aggregate: [{ group: { fields: [{ name: 'n', operator: 'count' }] } }] },
  AnalyzeQuery: { fields: count },
};

/** A request with every required field: what is known of its name, else something plausible of its type. */
export function plausible(message: DescMessage, known: Known): JsonObject {
  const required = message.fields.filter(field => rulesOf(field)?.required);
  return Object.fromEntries(required.map(field => [field.name, valueFor(field, known)]));
}

function valueFor(field: DescField, known: Known): JsonValue {
  const given = queries[field.message?.name ?? ''] ?? known[field.name];
  if (given !== undefined) return given;
  switch (field.fieldKind) {
    case 'list':
      return field.listKind === 'message' ? [plausible(field.message, known)] : ['one'];
    case 'map':
      return {};
    case 'message':
      return field.message.typeName.startsWith('google.protobuf.') ? {} : plausible(field.message, known);
    case 'enum':
      return (field.enum.values.find(({ number }) => number > 0) ?? field.enum.values[0]!).name;
    case 'scalar':
      if (field.scalar === ScalarType.STRING) return `some-${field.name.replaceAll('_', '-')}`;
      return field.scalar === ScalarType.BOOL ? true : 1;
  }
}

/** A request that breaks one of the contract's rules, and what is wrong with it; undefined for a message without rules. */
export function broken(
  message: DescMessage,
  request: JsonObject,
): { request: JsonObject; why: string } | undefined {
  for (const field of message.fields) {
    // These are written over from the token.
    if (field.name === 'domain_id' || field.name === 'workspace_id') continue;
    const own = rulesOf(field);
    if (field.fieldKind === 'scalar' && own?.type.case === 'string' && own.type.value.maxLen) {
      const value = 'x'.repeat(Number(own.type.value.maxLen) + 1);
      return { request: { ...request, [field.name]: value }, why: `a ${field.name} that is too long` };
    }
    if (field.fieldKind === 'enum' && own?.type.case === 'enum')
      return { request: { ...request, [field.name]: 99 }, why: `an unknown ${field.name}` };
  }
  const needed = message.fields.find(field => rulesOf(field)?.required);
  if (needed) {
    const { [needed.name]: _, ...rest } = request;
    return { request: rest, why: `no ${needed.name}` };
  }
  for (const field of message.fields) {
    if (field.fieldKind !== 'message') continue;
    const below = broken(field.message, {});
    if (below)
      return { request: { ...request, [field.name]: below.request }, why: `${field.name} with ${below.why}` };
  }
  return undefined;
}
