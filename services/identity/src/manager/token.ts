import { randomBytes } from 'node:crypto';
import { type ComponentHost, errors, HawserError, Manager } from '@hawser/core';
import {
  type Claims,
  decodeToken,
  issueToken,
  type TokenType,
  verifyToken,
  WrongKeyError,
} from '@hawser/core/token';
import { type IdentitySettings, settingsOf } from '../settings.ts';
import { KeyManager, type KeyName } from './keys.ts';
import { RefreshManager, toTokenId } from './refresh.ts';

/** The tokens that a login gets. */
export interface LoginTokens {
  accessToken: string;
  refreshToken: string;
}

/** What an access token says beside whose it is. */
export interface Grant {
  role: string;
  workspaceId?: string | undefined;
  permissions?: readonly string[] | undefined;
  projects?: readonly string[] | undefined;
}

/** Issues and checks the tokens of users and of the system. */
export class TokenManager extends Manager {
  readonly #keys = this.manager(KeyManager);
  readonly #refresh = this.manager(RefreshManager);
  readonly #timeouts: IdentitySettings['token'];

  constructor(host: ComponentHost) {
    super(host);
    this.#timeouts = settingsOf(host).token;
  }

  /** The tokens of a new login. @param refreshSeconds the user's own lifetime of refresh tokens, 0 for the default */
  async login(
    domainId: string,
    userId: string,
    grant: Grant,
    timeout: number,
    refreshSeconds: number,
  ): Promise<LoginTokens> {
    const seconds = refreshSeconds || this.#timeouts.refresh_timeout;
    const id = toTokenId(await this.#refresh.start(domainId, userId, seconds));
    return this.#both(domainId, userId, grant, timeout, id, seconds);
  }

  /** New tokens in the place of a refresh token's, which can't be used again. @throws AUTHENTICATE_FAILURE */
  async renew(claims: Claims, grant: Grant, timeout: number, refreshSeconds: number): Promise<LoginTokens> {
    const seconds = refreshSeconds || this.#timeouts.refresh_timeout;
    const id = toTokenId(await this.#refresh.renew(claims.jti ?? '', seconds));
    return this.#both(claims.did, claims.aud, grant, timeout, id, seconds);
  }

  /** An access token of a user. @param timeout seconds; 0 for the default */
  async access(domainId: string, userId: string, grant: Grant, timeout: number): Promise<string> {
    const { role, workspaceId, permissions, projects } = grant;
    const content = {
      typ: 'ACCESS_TOKEN' as const,
      own: 'USER' as const,
      did: domainId,
      aud: userId,
      jti: randomBytes(8).toString('hex'),
      rol: role,
      wid: workspaceId,
      permissions: permissions?.length ? [...permissions] : undefined,
      projects: projects?.length ? [...projects] : undefined,
    };
    const { token_timeout, token_max_timeout } = this.#timeouts;
    const seconds = timeout > 0 ? Math.min(timeout, token_max_timeout) : token_timeout;
    return issueToken(content, await this.#keys.key(domainId, 'access_private'), seconds);
  }

  /** The token by which services call each other. It doesn't expire: a new one comes with new keys. */
  async system(domainId: string, userId: string): Promise<string> {
    const content = { typ: 'SYSTEM_TOKEN', own: 'SYSTEM', did: domainId, aud: userId } as const;
    const jti = randomBytes(8).toString('hex');
    return issueToken({ ...content, jti }, await this.#keys.key(domainId, 'access_private'), undefined);
  }

  /** What a good token of that type says. @throws AUTHENTICATE_FAILURE */
  async check(token: string, type: TokenType): Promise<Claims> {
    const { claims } = decodeToken(token);
    const name: KeyName = type === 'REFRESH_TOKEN' ? 'refresh_public' : 'access_public';
    const key = await this.#keys.key(claims.did, name).catch((thrown: unknown) => {
      // Which domains there are is nobody's business who has no token of theirs.
      if (thrown instanceof HawserError && thrown.code === 'NOT_FOUND')
        throw errors.unauthenticated('the token is wrong');
      throw thrown;
    });
    return verifyToken(token, key, [type]).catch((thrown: unknown) => {
      throw thrown instanceof WrongKeyError
        ? errors.unauthenticated("the token's signature is wrong")
        : thrown;
    });
  }

  async #both(
    domainId: string,
    userId: string,
    grant: Grant,
    timeout: number,
    jti: string,
    refreshSeconds: number,
  ) {
    const content = { typ: 'REFRESH_TOKEN', own: 'USER', did: domainId, aud: userId, jti } as const;
    const refreshKey = await this.#keys.key(domainId, 'refresh_private');
    const [accessToken, refreshToken] = await Promise.all([
      this.access(domainId, userId, grant, timeout),
      issueToken(content, refreshKey, refreshSeconds),
    ]);
    return { accessToken, refreshToken };
  }
}
