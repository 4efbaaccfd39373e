import type { Site } from '@hawser/core';
import {
  GrantTokenRequest_GrantType,
  GrantTokenRequest_Scope,
  IssueTokenRequest_AuthType,
  Token,
} from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';
import type { Credentials } from '../../platform/credentials.ts';

/** A token of the administrator for the whole domain. */
export async function logIn(
  site: Pick<Site, 'client'>,
  { domain_id, user_id, password }: Pick<Credentials, 'domain_id' | 'user_id' | 'password'>,
): Promise<string> {
  const tokens = site.client(Token);
  const { refreshToken } = await tokens.issue({
    domainId: domain_id,
    authType: IssueTokenRequest_AuthType.LOCAL,
    credentials: { user_id, password },
  });
  const { accessToken } = await tokens.grant({
    grantType: GrantTokenRequest_GrantType.REFRESH_TOKEN,
    scope: GrantTokenRequest_Scope.DOMAIN,
    token: refreshToken,
  });
  return accessToken;
}
