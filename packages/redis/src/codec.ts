/** What stands for a value that JSON lacks: `{"$": [kind, …]}`. Maps with a key `$` of their own are wrapped, too. */
type Tagged = [kind: 'undefined' | 'bigint' | 'number' | 'date' | 'bytes' | 'map', text?: unknown];

/**
 * A cached value as text: JSON, in which bigints, dates, bytes, numbers that aren't finite and undefined keep what they
 * are. Protobuf messages of proto3 are plain data.
 * @throws TypeError for functions, symbols and objects of classes: they could not be made again
 */
export function encode(value: unknown): string {
  return JSON.stringify(tagged(value));
}

/** Reads what {@link encode} wrote. @throws SyntaxError when it is something else */
export function decode(text: string): unknown {
  return untagged(JSON.parse(text));
}

function tagged(value: unknown): unknown {
  switch (typeof value) {
    case 'undefined':
      return tag('undefined');
    case 'bigint':
      return tag('bigint', String(value));
    case 'number':
      if (Object.is(value, -0)) return tag('number', '-0');
      return Number.isFinite(value) ? value : tag('number', String(value));
    case 'object':
      return value === null ? null : taggedObject(value);
    case 'function':
    case 'symbol':
      throw new TypeError(`a ${typeof value} can't be kept in a cache`);
    default:
      return value;
  }
}

function taggedObject(value: object): unknown {
  if (Array.isArray(value)) return value.map(tagged);
  if (value instanceof Date) return tag('date', value.getTime());
  if (value instanceof Uint8Array) return tag('bytes', Buffer.from(value).toString('base64'));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype)
    throw new TypeError(`an object of the class ${value.constructor.name} can't be kept in a cache`);
  const entries = Object.entries(value).map(([key, inner]) => [key, tagged(inner)] as const);
  return Object.hasOwn(value, '$') ? tag('map', entries) : Object.fromEntries(entries);
}

const tag = (...content: Tagged) => ({ $: content });

function untagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(untagged);
  const { $: content } = value as { $?: Tagged };
  if (content === undefined) return mapOf(Object.entries(value));
  const [kind, inner] = content;
  if (kind === 'undefined') return undefined;
  if (kind === 'bigint') return BigInt(inner as string);
  // An invalid date's time is NaN, which JSON writes as null.
  if (kind === 'date') return new Date((inner as number | null) ?? Number.NaN);
  if (kind === 'bytes') return new Uint8Array(Buffer.from(inner as string, 'base64'));
  if (kind === 'map') return mapOf(inner as [string, unknown][]);
  return Number(inner);
}

const mapOf = (entries: readonly (readonly [string, unknown])[]) =>
  Object.fromEntries(entries.map(([key, inner]) => [key, untagged(inner)]));
