import { readFileSync, rmSync } from 'node:fs';
import type { CallOptions } from '@hawser/core';
import { createClient } from '@hawser/core/connector/service';
import { HawserError } from '@hawser/core/error';
import type { GrpcChannel } from '@hawser/core/interface/grpc';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { Endpoint } from '@hawser/proto/spaceone/api/identity/v2/endpoint_pb.js';
import { usageError } from '../error.ts';
import { connect } from '../remote/channel.ts';
import { ask, askHidden } from '../terminal/prompt.ts';
import { streams } from '../terminal/streams.ts';
import { loginFile, writePrivate } from './files.ts';
import { addressOf, type Endpoints, type Login } from './session.ts';
import { begin, type Grant } from './tokens.ts';

export interface LoginCommand {
  /** Name or id. */
  domain?: string;
  user?: string;
  workspace?: string;
  passwordStdin?: boolean;
  /** `name=address`, each. */
  service?: readonly string[];
}

const options: CallOptions = { timeoutMs: 15_000 };

/** Logs in, and keeps the tokens and where the services are. */
export async function runLogin(endpoint: string, command: LoginCommand): Promise<void> {
  const address = addressOf(endpoint);
  const domain = command.domain ?? (await ask('Domain (name or id): '));
  const user_id = command.user ?? (await ask('User: '));
  const password = command.passwordStdin
    ? readFileSync(0, 'utf8').replace(/\r?\n$/, '')
    : await askHidden('Password: ');
  const channel = connect(address);
  try {
    const domain_id = await domainId(channel, domain);
    const wanted: Grant = {
      domain_id,
      scope: command.workspace ? 'WORKSPACE' : 'DOMAIN',
      workspace_id: command.workspace,
    };
    const tokens = await begin(channel, { domain_id, user_id, password }, wanted);
    const endpoints: Endpoints = {
      ...(await announced(channel, tokens.access_token)),
      ...named(command.service ?? []),
      identity: endpoint,
    };
    const login: Login = { ...wanted, user_id, endpoints };
    writePrivate(loginFile(), { ...login, ...tokens });
    const place = command.workspace ? `workspace ${command.workspace}` : `domain ${domain_id}`;
    streams.err.write(`Logged in as ${user_id}, ${place}. Services: ${Object.keys(endpoints).join(', ')}.\n`);
  } finally {
    channel.close();
  }
}

/** Forgets the login; without one, that is no error. */
export function runLogout(): void {
  rmSync(loginFile(), { force: true });
  streams.err.write('Logged out.\n');
}

/** The id of a domain that is named by it or by its name. */
async function domainId(channel: GrpcChannel, domain: string): Promise<string> {
  if (domain.startsWith('domain-')) return domain;
  const domains = createClient(Domain, { channel: () => channel });
  return (await domains.get_auth_info({ name: domain }, options)).domainId;
}

/** Where the other services are, as the platform itself says; nothing where it doesn't. */
async function announced(channel: GrpcChannel, token: string): Promise<Endpoints> {
  try {
    const { results } = await createClient(Endpoint, { channel: () => channel }).list(
      {},
      { ...options, token },
    );
    const grpc = results.filter(({ endpoint }) => /^grpc(\+ssl)?:/.test(endpoint));
    return Object.fromEntries(grpc.map(({ service, endpoint }) => [service, endpoint]));
  } catch (thrown) {
    const silent = ['NOT_IMPLEMENTED', 'PERMISSION_DENIED'];
    if (thrown instanceof HawserError && silent.includes(thrown.code)) return {};
    throw thrown;
  }
}

function named(services: readonly string[]): Endpoints {
  return Object.fromEntries(
    services.map(text => {
      const at = text.indexOf('=');
      if (at < 1) throw usageError(`"${text}" is no name=address`);
      addressOf(text.slice(at + 1));
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}
