import type { DescMethod, DescService, FileRegistry } from '@bufbuild/protobuf';
import type { CallOptions } from '@hawser/core';
import type { GrpcChannel } from '@hawser/core/interface/grpc';
import { type CliError, usageError } from '../error.ts';
import { addressOf, Session } from '../session/session.ts';
import { type Address, connect } from './channel.ts';
import type { Callable } from './invoke.ts';
import { Reflection } from './reflection.ts';
import { standardMethod, type Verb } from './standard-method.ts';
import { isPlumbing, matching, plain, serverOf, shortName } from './target.ts';

/** Options that every command that calls a server has. */
export interface RemoteOptions {
  endpoint?: string | undefined;
  token?: string | undefined;
  /** `name=value`, each. */
  header?: readonly string[] | undefined;
  /** Milliseconds. */
  timeout?: number | undefined;
}

/** A service found on a server. Close it when done. */
export interface FoundService {
  service: DescService;
  registry: FileRegistry;
  channel: GrpcChannel;
  /** How to call its methods: token, headers and timeout. */
  call: CallOptions;
  /** The method by its name, whatever its case. @throws CliError when the service hasn't got it */
  method(name: string): Callable;
  close(): void;
}

/** A service on a server, and which of its methods is meant by a verb. */
interface Match {
  typeName: string;
  address: Address;
  /** Of contracts of the modern kind: the method that is the verb's for the resource that was named. */
  methods?: Readonly<Record<string, string>>;
}

/**
 * Finds a service by the name that the user gave: on the server named by `--endpoint`, else on the one that its name
 * tells, else on all known ones. With a verb, the name may be that of a resource of which a service has such a method,
 * as `ListItems` is of `Item`.
 *
 * @throws CliError when no server, or more than one service, has the name
 */
export async function findRemote(name: string, options: RemoteOptions, verb?: Verb): Promise<FoundService> {
  const session = Session.open();
  const servers: { address: Address; typeNames: string[] }[] = [];
  let unreachable: unknown;
  for (const address of addresses(name, options, session)) {
    try {
      const typeNames = await reflect(address, reflection => reflection.services());
      servers.push({ address, typeNames });
    } catch (thrown) {
      unreachable ??= thrown;
    }
  }
  let found: Match[] = servers.flatMap(({ address, typeNames }) =>
    matching(name, typeNames).map(typeName => ({ typeName, address })),
  );
  if (found.length === 0 && verb)
    found = (await Promise.all(servers.map(server => byMethod(name, verb, server)))).flat();
  const distinct = [...new Map(found.map(one => [one.typeName, one])).values()];
  const [only] = distinct;
  if (distinct.length > 1) {
    const short = new Set(distinct.map(({ typeName }) => shortName(typeName)));
    const names = short.size === distinct.length ? [...short] : distinct.map(({ typeName }) => typeName);
    throw usageError(`"${name}" is several services: ${names.join(', ')}`, 'name one of them');
  }
  if (only) return open(only, options, session);
  if (servers.length === 0 && unreachable) throw unreachable;
  throw await unknownService(name, new Set(servers.flatMap(({ typeNames }) => typeNames)));
}

/** The services of a server with a method such as `ListItems`. */
async function byMethod(
  name: string,
  verb: Verb,
  { address, typeNames }: { address: Address; typeNames: readonly string[] },
): Promise<Match[]> {
  const server = serverOf(name);
  const resource = name.split('.').at(-1)!;
  const candidates = typeNames.filter(
    typeName => !isPlumbing(typeName) && (!server || plain(serverOf(typeName) ?? '') === plain(server)),
  );
  return reflect(address, async reflection => {
    const described = await Promise.all(candidates.map(typeName => reflection.describe(typeName)));
    return described.flatMap(({ service }) => {
      const method = standardMethod(service, verb, resource);
      return method ? [{ typeName: service.typeName, address, methods: { [verb]: method.name } }] : [];
    });
  });
}

async function reflect<T>(address: Address, ask: (reflection: Reflection) => Promise<T>): Promise<T> {
  const channel = connect(address);
  try {
    return await ask(new Reflection(channel));
  } finally {
    channel.close();
  }
}

function addresses(name: string, { endpoint }: RemoteOptions, session: Session): Address[] {
  if (endpoint !== undefined) return [addressOf(endpoint)];
  const server = serverOf(name);
  if (server !== undefined) return [session.endpoint(server)];
  return Object.values(session.endpoints).map(addressOf);
}

async function open(
  { typeName, address, methods }: Match,
  options: RemoteOptions,
  session: Session,
): Promise<FoundService> {
  const channel = connect(address);
  try {
    const { service, registry } = await new Reflection(channel).describe(typeName);
    const token = options.token ?? (session.knows(address) ? await session.token() : undefined);
    const call: CallOptions = {
      headers: headersOf(options.header ?? []),
      ...(token ? { token } : {}),
      ...(options.timeout ? { timeoutMs: options.timeout } : {}),
    };
    return {
      service,
      registry,
      channel,
      call,
      method: name => ({ method: methodOf(service, methods?.[name] ?? name), registry, channel }),
      close: () => channel.close(),
    };
  } catch (thrown) {
    channel.close();
    throw thrown;
  }
}

function methodOf(service: DescService, name: string): DescMethod {
  const found = service.methods.find(method => plain(method.name) === plain(name));
  if (found) return found;
  const names = service.methods.map(method => method.name).join(', ');
  throw usageError(`${service.typeName} has no method "${name}"`, `it has ${names}`);
}

async function unknownService(name: string, known: ReadonlySet<string>): Promise<CliError> {
  const { nearest } = await import('@hawser/core/config');
  const all = [...known].filter(typeName => !isPlumbing(typeName)).map(shortName);
  const meant = nearest(name, name.includes('.') ? all : all.map(known => known.split('.').at(-1)!));
  return usageError(
    `no server has a service "${name}"${meant ? `; did you mean ${meant}?` : ''}`,
    `there are ${all.join(', ')}`,
  );
}

function headersOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map(header => {
      const at = header.indexOf('=');
      if (at < 1) throw usageError(`"${header}" is no name=value`);
      return [header.slice(0, at).toLowerCase(), header.slice(at + 1)];
    }),
  );
}
