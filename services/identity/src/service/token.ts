import { type ComponentHost, errors, Service } from '@hawser/core';
import {
  GrantTokenInfo_RoleType,
  type GrantTokenRequest,
  GrantTokenRequest_GrantType,
  GrantTokenRequest_Scope,
  type IssueTokenRequest,
  IssueTokenRequest_AuthType,
  Token,
} from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';
import { type UserInfo, UserRequiredAction } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { DomainManager } from '../manager/domain.ts';
import { GrantManager } from '../manager/grant.ts';
import { IdentitySource } from '../manager/identity-source.ts';
import { LoginManager } from '../manager/login.ts';
import { RefreshManager } from '../manager/refresh.ts';
import { rootDomainId } from '../manager/system-key.ts';
import { type Grant, TokenManager } from '../manager/token.ts';

/** Who has to set a new password can do that and nothing else. */
const mayChangePassword = ['identity:UserProfile'];

export class TokenService extends Service(Token) {
  readonly #domains = this.manager(DomainManager);
  readonly #tokens = this.manager(TokenManager);
  readonly #logins = this.manager(LoginManager);
  readonly #grants = this.manager(GrantManager);
  readonly #refresh = this.manager(RefreshManager);

  constructor(host: ComponentHost) {
    super(host);
    this.manager(IdentitySource);
  }

  /** Credentials, or a refresh token that is to be renewed, for an access and a refresh token. */
  async issue({ domainId, authType, credentials = {}, timeout }: IssueTokenRequest) {
    if (authType === IssueTokenRequest_AuthType.MFA)
      throw errors.notImplemented('Token.issue with auth_type MFA');
    await this.#domains.checkEnabled(domainId);
    const { refresh_token: refreshToken } = credentials;
    if (typeof refreshToken === 'string') return this.#renew(domainId, refreshToken, timeout);
    const user =
      authType === IssueTokenRequest_AuthType.EXTERNAL
        ? await this.#logins.byPlugin(domainId, credentials)
        : await this.#logins.byPassword(domainId, credentials);
    return this.#tokens.login(domainId, user.userId, grantOf(user), timeout, user.refreshTimeout);
  }

  /** A refresh token, or the system's, for an access token of a scope. */
  async grant(request: GrantTokenRequest) {
    if (request.grantType === GrantTokenRequest_GrantType.SYSTEM_TOKEN) return this.#grantSystem(request);
    const { token, scope, timeout, workspaceId } = request;
    const claims = await this.#tokens.check(token, 'REFRESH_TOKEN');
    await this.#refresh.check(claims.jti ?? '');
    await this.#domains.checkEnabled(claims.did);
    const granted = await this.#grants.grant(claims, scope, workspaceId);
    return {
      accessToken: await this.#tokens.access(claims.did, claims.aud, granted, timeout),
      roleType: granted.roleType,
      roleId: granted.roleId,
      domainId: claims.did,
      workspaceId: granted.workspaceId,
    };
  }

  async #renew(domainId: string, token: string, timeout: number) {
    const claims = await this.#tokens.check(token, 'REFRESH_TOKEN');
    if (claims.did !== domainId) throw errors.unauthenticated("the refresh token is another domain's");
    const user = await this.#grants.usableUser(domainId, claims.aud);
    return this.#tokens.renew(claims, grantOf(user), timeout, user.refreshTimeout);
  }

  /** The system may act as the owner of any workspace, with just the permissions that it asks for. */
  async #grantSystem({ token, scope, timeout, workspaceId, domainId, permissions }: GrantTokenRequest) {
    if (scope !== GrantTokenRequest_Scope.WORKSPACE) throw errors.permissionDenied();
    const claims = await this.#tokens.check(token, 'SYSTEM_TOKEN');
    if (claims.did !== rootDomainId) throw errors.permissionDenied();
    if (!domainId) throw errors.required('domain_id');
    await this.#domains.checkEnabled(domainId);
    await this.#grants.checkWorkspace(domainId, workspaceId);
    const grant = { role: 'WORKSPACE_OWNER', workspaceId, permissions };
    return {
      accessToken: await this.#tokens.access(domainId, claims.aud, grant, timeout),
      roleType: GrantTokenInfo_RoleType.WORKSPACE_OWNER,
      roleId: 'managed-workspace-owner',
      domainId,
      workspaceId,
    };
  }
}

function grantOf(user: UserInfo): Grant {
  const isLimited = user.requiredActions.includes(UserRequiredAction.UPDATE_PASSWORD);
  return { role: 'USER', permissions: isLimited ? mayChangePassword : undefined };
}
