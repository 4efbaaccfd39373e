import { createClient } from '@hawser/core/connector/service';
import { HawserError } from '@hawser/core/error';
import type { GrpcChannel } from '@hawser/core/interface/grpc';
import {
  GrantTokenRequest_GrantType,
  GrantTokenRequest_Scope,
  IssueTokenRequest_AuthType,
  Token,
} from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';
import { CliError } from '../error.ts';
import { readJson, writePrivate } from './files.ts';

/** Who logs in. */
export interface Password {
  domain_id: string;
  user_id: string;
  password: string;
}

/** What tokens are asked for. */
export interface Grant {
  domain_id: string;
  scope: 'DOMAIN' | 'WORKSPACE';
  workspace_id?: string | undefined;
  /** Where it is known, an ended login is begun anew by itself. */
  password?: Password | undefined;
}

/** Tokens as they are kept. */
export interface Tokens {
  access_token?: string | undefined;
  refresh_token?: string | undefined;
}

/** A token that ends within so many milliseconds isn't used any more: the call has to arrive before. */
const margin = 30_000;
const timeoutMs = 15_000;

/** Keeps a login's tokens in a file of mode 600, and renews them when they end. */
export class TokenStore {
  readonly #file: string;
  readonly #grant: Grant;
  readonly #connect: () => GrpcChannel;

  constructor(file: string, grant: Grant, connect: () => GrpcChannel) {
    this.#file = file;
    this.#grant = grant;
    this.#connect = connect;
  }

  /** A token that is valid for a while. @throws CliError when the login has ended */
  async access(): Promise<string> {
    const kept = readJson<Tokens>(this.#file);
    if (isValid(kept?.access_token)) return kept.access_token;
    const channel = this.#connect();
    try {
      const { password } = this.#grant;
      const refresh = isValid(kept?.refresh_token) ? kept.refresh_token : undefined;
      const tokens =
        (refresh && (await this.#renew(channel, refresh))) ??
        (password && (await begin(channel, password, this.#grant)));
      if (!tokens) throw new CliError('the login has ended', { hint: 'log in again with `hawser login`' });
      writePrivate(this.#file, { ...kept, ...tokens });
      return tokens.access_token;
    } finally {
      channel.close();
    }
  }

  /** Undefined when the refresh token isn't accepted any more. */
  async #renew(channel: GrpcChannel, refreshToken: string) {
    try {
      return await grant(channel, refreshToken, this.#grant);
    } catch (thrown) {
      if (thrown instanceof HawserError && thrown.code === 'AUTHENTICATE_FAILURE') return undefined;
      throw thrown;
    }
  }
}

/** Logs in by password: Token.issue and then Token.grant. */
export async function begin(channel: GrpcChannel, password: Password, wanted: Grant) {
  const { domain_id, user_id } = password;
  const tokens = createClient(Token, { channel: () => channel });
  const request = {
    domainId: domain_id,
    authType: IssueTokenRequest_AuthType.LOCAL,
    credentials: { user_id, password: password.password },
  };
  const { refreshToken } = await tokens.issue(request, { timeoutMs });
  return grant(channel, refreshToken, wanted);
}

async function grant(channel: GrpcChannel, refreshToken: string, { scope, workspace_id }: Grant) {
  const tokens = createClient(Token, { channel: () => channel });
  const request = {
    grantType: GrantTokenRequest_GrantType.REFRESH_TOKEN,
    scope: GrantTokenRequest_Scope[scope],
    token: refreshToken,
    ...(workspace_id ? { workspaceId: workspace_id } : {}),
  };
  const { accessToken } = await tokens.grant(request, { timeoutMs });
  return { access_token: accessToken, refresh_token: refreshToken };
}

/** Whether a token is there and doesn't end within the margin. Its signature is the server's to check. */
function isValid(token: string | undefined): token is string {
  const end = expiry(token);
  return end !== undefined && end - margin > Date.now();
}

/** When a JWT ends, in milliseconds since the epoch. */
function expiry(token: string | undefined): number | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString());
    return typeof claims.exp === 'number' ? claims.exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
