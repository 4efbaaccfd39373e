import type { DescMethod, DescService, FileRegistry } from '@bufbuild/protobuf';
import type { CallOptions } from '@hawser/core';
import type { GrpcChannel } from '@hawser/core/interface/grpc';
import { type CliError, usageError } from '../error.ts';
import { addressOf, Session } from '../session/session.ts';
import { type Address, connect } from './channel.ts';
import type { Callable } from './invoke.ts';
import { Reflection } from './reflection.ts';
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

/**
 * Finds a service by the name that the user gave: on the server named by `--endpoint`, else on the one that its name
 * tells, else on all known ones.
 *
 * @throws CliError when no server, or more than one service, has the name
 */
export async function findRemote(name: string, options: RemoteOptions): Promise<FoundService> {
  const session = Session.open();
  const candidates = addresses(name, options, session);
  const found: { typeName: string; address: Address }[] = [];
  let unreachable: unknown;
  const known = new Set<string>();
  for (const address of candidates) {
    const channel = connect(address);
    try {
      const typeNames = await new Reflection(channel).services();
      for (const typeName of typeNames) known.add(typeName);
      found.push(...matching(name, typeNames).map(typeName => ({ typeName, address })));
    } catch (thrown) {
      unreachable ??= thrown;
    } finally {
      channel.close();
    }
  }
  const distinct = [...new Map(found.map(one => [one.typeName, one])).values()];
  const [only] = distinct;
  if (!only) throw known.size === 0 && unreachable ? unreachable : await unknownService(name, known);
  if (distinct.length > 1) {
    const short = new Set(distinct.map(({ typeName }) => shortName(typeName)));
    const names = (
      short.size === distinct.length ? [...short] : distinct.map(({ typeName }) => typeName)
    ).join(', ');
    throw usageError(`"${name}" is several services: ${names}`, 'name one of them');
  }
  return open(only.typeName, only.address, options, session);
}

function addresses(name: string, { endpoint }: RemoteOptions, session: Session): Address[] {
  if (endpoint !== undefined) return [addressOf(endpoint)];
  const server = serverOf(name);
  if (server !== undefined) return [session.endpoint(server)];
  return Object.values(session.endpoints).map(addressOf);
}

async function open(
  typeName: string,
  address: Address,
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
      method: name => ({ method: methodOf(service, name), registry, channel }),
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
