import { z } from 'zod';

/** What a key's schema may say about it beside zod's own: `schema.meta({ secret: true })`. */
export interface KeyMeta {
  description?: string;
  /** The value is masked wherever the configuration is shown; false: it isn't, even if its name looks like a secret's. */
  secret?: boolean;
  /** Other names of the key, such as SpaceONE's; read as if the key itself were written. */
  aliases?: readonly string[];
  /** The default as the reference shows it, where it isn't the schema's own. */
  defaultText?: string;
  /** Accepted because the files of another system have it, without an effect here: this says why. */
  noEffect?: string;
  /** A list of maps is accepted for this map: `key` names the entry, `value` is what becomes its value. */
  listOf?: { key: string; value: string };
  /** The value is the path of a file with a secret that is made when a platform is installed. */
  secretFile?: SecretFile;
  /** Entries have a `backend` that is looked up among the backends of this kind. */
  backend?: BackendKind;
}

/** A secret that a service reads from a file, and that an installation makes once for as long as the platform lives. */
export interface SecretFile {
  /** What it is kept in with others: `system` for what all services share, else of a name of its own. */
  secret: string;
  /** Its key there, which is the file's name. */
  key: string;
  /** How it is made: `rsa`, `base64:32` and what else `hawser secrets ensure` knows. */
  kind: string;
}

/** What a `backend` can name. */
export type BackendKind = 'handler' | 'connector' | 'cache' | 'queue' | 'scheduler' | 'worker';

declare module 'zod' {
  interface GlobalMeta extends KeyMeta {}
}

/** The schema without optional, default and the like around it. */
export function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodNullable ||
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodPrefault ||
    inner instanceof z.ZodReadonly
  ) {
    inner = inner.unwrap() as z.ZodType;
  }
  return inner;
}

/** The schema's meta, the outermost first where several of its wrappers have one. */
export function metaOf(schema: z.ZodType): KeyMeta {
  let meta: KeyMeta = {};
  let inner = schema;
  for (;;) {
    meta = { ...(inner.meta() as KeyMeta | undefined), ...meta };
    const next = inner === unwrap(inner) ? inner : ((inner as z.ZodOptional).unwrap() as z.ZodType);
    if (next === inner) return meta;
    inner = next;
  }
}

/** What a map's schema says of its keys. */
export interface Keys {
  /** The schemas of the keys that it names. */
  known: Readonly<Record<string, z.ZodType>>;
  /** The schema of any other key; none when there may be no other. */
  others?: z.ZodType;
}

/** The keys of a schema that is a map, else undefined. */
export function keysOf(schema: z.ZodType): Keys | undefined {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodRecord) return { known: {}, others: inner.valueType as z.ZodType };
  if (!(inner instanceof z.ZodObject)) return undefined;
  const catchall = inner.def.catchall as z.ZodType | undefined;
  const known = inner.shape as Record<string, z.ZodType>;
  return !catchall || catchall instanceof z.ZodNever ? { known } : { known, others: catchall };
}

/** The known key that `name` is, by its own name or one of its aliases. */
export function keyNamed(keys: Keys, name: string): string | undefined {
  if (Object.hasOwn(keys.known, name)) return name;
  return Object.keys(keys.known).find(key => metaOf(keys.known[key]!).aliases?.includes(name));
}

/** The schema of the value at one step below `schema`; undefined when it has none or takes anything. */
export function childOf(schema: z.ZodType, step: string | number): z.ZodType | undefined {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return inner.element as z.ZodType;
  const keys = keysOf(inner);
  if (!keys) return undefined;
  return Object.hasOwn(keys.known, step) ? keys.known[step] : keys.others;
}

/** The type of a value in words, as errors and the reference give it: `integer from 1 to 65535`, `one of a, b`. */
export function typeName(schema: z.ZodType): string {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodEnum) return `one of ${inner.options.join(', ')}`;
  if (inner instanceof z.ZodLiteral)
    return [...inner.values].map(value => JSON.stringify(value)).join(' or ');
  if (inner instanceof z.ZodNumber) return numberName(inner);
  if (inner instanceof z.ZodString) return 'text';
  if (inner instanceof z.ZodBoolean) return 'true or false';
  if (inner instanceof z.ZodArray) return `list of ${typeName(inner.element as z.ZodType)}`;
  if (inner instanceof z.ZodUnion)
    return inner.options.map(option => typeName(option as z.ZodType)).join(' or ');
  return keysOf(inner) ? 'map' : 'any value';
}

function numberName(schema: z.ZodNumber): string {
  const name = schema.isInt ? 'integer' : 'number';
  const least = schema.minValue ?? Number.NEGATIVE_INFINITY;
  const most = schema.maxValue ?? Number.POSITIVE_INFINITY;
  const bounded = (limit: number) => Math.abs(limit) < Number.MAX_SAFE_INTEGER;
  if (bounded(least) && bounded(most)) return `${name} from ${least} to ${most}`;
  if (bounded(least)) return `${name}, at least ${least}`;
  return bounded(most) ? `${name}, at most ${most}` : name;
}
