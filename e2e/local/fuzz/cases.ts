import { type DescMethod, fromJson, toBinary } from '@bufbuild/protobuf';
import type { Tokens } from '../tenant.ts';
import { callerOf } from '../transports/methods.ts';
import { arbitrary, type Hints, keysOf } from './message.ts';
import type { Random } from './random.ts';

/** One case: bytes for a method, by gRPC or REST, with headers. */
export interface Case {
  kind: string;
  method: DescMethod;
  transport: 'grpc' | 'rest';
  body: Buffer;
  headers: Record<string, string>;
}

type Make = (
  random: Random,
  method: DescMethod,
  hints: Hints,
  token: string,
) => Omit<Case, 'kind' | 'method'>;

/** A plausible request's bytes; undefined where the JSON doesn't fit the contract. */
function encoded(method: DescMethod, random: Random, hints: Hints): Buffer {
  for (;;) {
    try {
      return Buffer.from(
        toBinary(method.input, fromJson(method.input, arbitrary(method.input, random, hints))),
      );
    } catch {
      // Not every arbitrary JSON is a message: the next one may be.
    }
  }
}

function damaged(bytes: Buffer, random: Random): Buffer {
  const copy = Buffer.from(bytes);
  switch (random.below(4)) {
    case 0:
      return random.bytes(random.below(200));
    case 1:
      return copy.subarray(0, random.below(copy.length + 1));
    case 2:
      return Buffer.concat([copy, random.bytes(random.below(20))]);
    default:
      for (let i = 0; i <= random.below(5) && copy.length > 0; i++)
        copy[random.below(copy.length)] = random.below(256);
      return copy;
  }
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value));

/** Header values that both transports can send. */
const header = (random: Random) =>
  random
    .text()
    .replace(/[^\x20-\x7e]/g, '?')
    .trim()
    .slice(0, 2_000);

function headers(random: Random, token: string): Record<string, string> {
  const some: Record<string, () => string> = {
    token: () =>
      random.chance(0.5) ? damaged(Buffer.from(token), random).toString('latin1') : header(random),
    authorization: () =>
      random.pick([`Bearer ${token}`, `Bearer ${header(random)}`, `Basic ${token}`, header(random)]),
    x_domain_id: () => header(random),
    'x-workspace-id': () => header(random),
    traceparent: () =>
      random.pick([header(random), '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01']),
    'grpc-timeout': () => random.pick([`${random.below(1e8)}S`, '999999999H', header(random)]),
    'x-request-timeout': () => random.pick([String(60 + random.below(1e9)), '-1', header(random)]),
    'content-type': () => random.pick(['application/json', 'text/plain', header(random)]),
    'accept-encoding': () => random.pick(['gzip', 'br', header(random)]),
  };
  const chosen = Object.entries(some).filter(() => random.chance(0.3));
  const made = chosen.map(([name, value]) => [
    name,
    value()
      .replace(/[^\x20-\x7e]/g, '?')
      .trim(),
  ]);
  return { ...(random.chance(0.5) ? { token } : {}), ...Object.fromEntries(made) };
}

/** The kinds of case. */
export const kinds: Readonly<Record<string, Make>> = {
  json: (random, method, hints, token) => ({
    transport: 'rest',
    body: json(arbitrary(method.input, random, hints)),
    headers: { token },
  }),
  'damaged json': (random, method, hints, token) => ({
    transport: 'rest',
    body: random.chance(0.3)
      ? json(random.json(6))
      : damaged(json(arbitrary(method.input, random, hints)), random),
    headers: { token },
  }),
  message: (random, method, hints, token) => ({
    transport: 'grpc',
    body: encoded(method, random, hints),
    headers: { token },
  }),
  'damaged bytes': (random, method, hints, token) => ({
    transport: 'grpc',
    body: damaged(encoded(method, random, hints), random),
    headers: { token },
  }),
  headers: (random, method, hints, token) => {
    const transport = random.pick(['grpc', 'rest'] as const);
    const body =
      transport === 'grpc' ? encoded(method, random, hints) : json(arbitrary(method.input, random, hints));
    const all = headers(random, token);
    // grpc-js writes these itself.
    if (transport === 'grpc')
      for (const name of ['content-type', 'grpc-timeout', 'accept-encoding']) delete all[name];
    return { transport, body, headers: all };
  },
};

const reading = /^(get|list|stat|analyze|test|check|list_basic_role|get_\w+)$/;

/** Makes a case. Queries, which reach deepest, are asked more often than their share of the methods. */
export function makeCase(
  random: Random,
  methods: readonly DescMethod[],
  ids: Hints['ids'],
  tokens: Tokens,
): Case {
  const kind = random.pick([...Object.keys(kinds), 'json', 'message']);
  const wanted = random.chance(0.7);
  let method = random.pick(methods);
  while (wanted !== reading.test(method.name)) method = random.pick(methods);
  const caller = callerOf(method);
  const token = caller === 'system' || caller === 'none' ? tokens.admin : tokens[caller];
  // What is there is named only where that can't end it: the other cases would reach nothing then.
  const safe = !/^(delete|unset|disable|init|issue)$/.test(method.name);
  const hints = { ids: safe ? ids : {}, keys: keysOf(method), wild: random.pick([0, 0, 0.02, 0.2]) };
  return { kind, method, ...kinds[kind]!(random, method, hints, token) };
}
