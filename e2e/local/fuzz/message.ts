import {
  type DescField,
  type DescMessage,
  type DescMethod,
  type JsonObject,
  type JsonValue,
  ScalarType,
} from '@bufbuild/protobuf';
import { rulesOf } from '../transports/methods.ts';
import type { Random } from './random.ts';

/** Values that mean something to the services, so that cases get past the first check. */
export interface Hints {
  /** Ids of what is there, by field. */
  ids: Readonly<Record<string, JsonValue>>;
  /** Keys that queries of the method's resource know, and some that they don't. */
  keys: readonly string[];
  /** The share of what is wrong: 0 is a request as a careful client makes it. */
  wild: number;
}

const conditions = (
  'eq not in not_in contain not_contain contain_in not_contain_in lt lte gt gte exists regex regex_in match ' +
  'datetime_lt datetime_lte datetime_gt datetime_gte timediff_lt timediff_gt'
).split(' ');
const operators = 'count sum average max min first last push size add subtract'.split(' ');
const units = ['DAILY', 'MONTHLY', 'YEARLY', 'HOURLY'];

/** The keys of the resource that a method is about: its fields, and paths into its open data. */
export function keysOf({ parent, input }: DescMethod): string[] {
  const list = parent.methods.find(({ name }) => name === 'list')?.output;
  const results = list?.fields.find(({ fieldKind }) => fieldKind === 'list')?.message ?? input;
  const paths = results.fields
    .filter(({ message }) => message?.typeName === 'google.protobuf.Struct')
    .flatMap(({ name }) => [`${name}.cores`, `${name}.nested.0`, `${name}.a.b.c`]);
  return [...results.fields.map(({ name }) => name), ...paths];
}

/**
 * A request in JSON that fits its contract more often than not: fields are of their types, queries have keys and operators
 * that exist, and here and there something is of another type.
 */
export function arbitrary(message: DescMessage, random: Random, hints: Hints, depth = 4): JsonObject {
  const share = message.typeName.includes('.core.') ? 0.4 : 0.6;
  const json: JsonObject = {};
  const oneofs = new Set<string>();
  for (const field of message.fields) {
    const needed = rulesOf(field)?.required && !random.chance(hints.wild);
    if (!(needed || random.chance(share)) || (field.oneof && oneofs.has(field.oneof.name))) continue;
    if (field.oneof && !random.chance(hints.wild)) oneofs.add(field.oneof.name);
    json[field.name] = random.chance(hints.wild) ? random.json() : valueFor(field, random, hints, depth);
  }
  if (random.chance(hints.wild / 2)) json[random.text().slice(0, 100)] = random.json();
  return json;
}

function valueFor(field: DescField, random: Random, hints: Hints, depth: number): JsonValue {
  switch (field.fieldKind) {
    case 'list':
      return Array.from({ length: random.below(4) }, () =>
        field.listKind === 'message'
          ? messageFor(field.message, random, hints, depth)
          : scalarFor(field, random, hints),
      );
    case 'map':
      return Object.fromEntries([[random.text().slice(0, 20), random.json()]]);
    case 'message':
      return messageFor(field.message, random, hints, depth);
    default:
      return scalarFor(field, random, hints);
  }
}

function messageFor(message: DescMessage, random: Random, hints: Hints, depth: number): JsonValue {
  const { wild } = hints;
  if (message.name === 'Filter' && !random.chance(wild)) return filter(random, hints);
  if (message.name === 'StatisticsAggregate' && !random.chance(wild)) return stage(random, hints);
  switch (message.typeName) {
    case 'google.protobuf.Value':
      return random.json();
    case 'google.protobuf.ListValue':
      return Array.from({ length: random.below(4) }, () =>
        random.chance(wild) ? random.json() : random.pick(hints.keys),
      );
    case 'google.protobuf.Struct':
      return random.chance(wild) ? { [random.text()]: random.json() } : computed(random, hints);
    default:
      return depth > 0 ? arbitrary(message, random, hints, depth - 1) : {};
  }
}

/** A condition whose value fits its operator. */
function filter(random: Random, hints: Hints): JsonObject {
  const k = random.pick(hints.keys);
  const o = random.pick(conditions);
  const time = random.pick(['2026-01-01T00:00:00Z', '2020-02-29', 'now - 3d']);
  const v =
    o.endsWith('_in') || o === 'in'
      ? Array.from({ length: random.below(4) }, () => random.text())
      : o === 'exists'
        ? random.chance(0.5)
        : /^(datetime|timediff)/.test(o)
          ? time
          : random.pick([random.text(), random.below(20), random.chance(0.5)]);
  return { k, v, o };
}

/** A stage of a stat. */
function stage(random: Random, hints: Hints): JsonObject {
  const field = {
    k: random.pick(hints.keys),
    n: 'n',
    o: random.pick(['count', 'sum', 'average', 'min', 'max']),
  };
  return random.pick<JsonObject>([
    { group: { keys: [{ k: random.pick(hints.keys), n: 'k' }], fields: [field] } },
    { group: { fields: [field] } },
    { count: { name: 'n' } },
    { unwind: { path: random.pick(hints.keys) } },
    { sort: [{ key: 'n', desc: random.chance(0.5) }] },
    { limit: random.below(20) },
  ]);
}

/** The fields of an analyze. */
const computed = (random: Random, hints: Hints): JsonObject => ({
  [random.pick(['n', 'total', random.text().slice(0, 40)])]: {
    key: random.pick(hints.keys),
    operator: random.chance(hints.wild) ? random.word() : random.pick(operators),
  },
});

function scalarFor(field: DescField, random: Random, hints: Hints): JsonValue {
  if (field.enum) return random.chance(hints.wild) ? random.below(100) : random.pick(field.enum.values).name;
  const { name } = field;
  const id = hints.ids[name];
  if (id !== undefined && random.chance(0.7)) return id;
  const { scalar } = field as { scalar?: ScalarType };
  if (scalar === ScalarType.BOOL) return random.chance(0.5);
  if (scalar === ScalarType.STRING) {
    if (random.chance(hints.wild)) return random.text();
    if (/^(key|k|group_by|only|path|fields)$/.test(name)) return random.pick(hints.keys);
    if (/^(operator|o)$/.test(name)) return random.pick(operators);
    if (name === 'granularity') return random.pick([...units, random.word()]);
    if (/^(start|end)$/.test(name)) return random.pick(['2026-01', '2026-02-03', '2025-12-31']);
    return random.chance(0.3) ? random.text() : random.word();
  }
  if (scalar === ScalarType.BYTES) return random.bytes(random.below(20)).toString('base64');
  if (scalar === ScalarType.DOUBLE || scalar === ScalarType.FLOAT) return random.number();
  return random.chance(hints.wild) ? Math.trunc(random.number()) : random.below(50);
}
