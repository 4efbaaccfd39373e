import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { type Platform, step, tokenFile } from '@hawser/local';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { System } from '@hawser/proto/spaceone/api/identity/v2/system_pb.js';
import {
  GrantTokenRequest_GrantType,
  GrantTokenRequest_Scope,
  IssueTokenRequest_AuthType,
  Token,
} from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { type Credentials, readCredentials, writeCredentials, writePrivate } from './credentials.ts';

/** Who the first start makes: the administrator of the first domain. */
const administrator = 'admin@hawser.local';

/** The domain that the first start makes. */
const firstDomain = 'default';

/** The workspace that the first start makes. */
const firstWorkspace = 'Default';

/** Makes the first domain, its administrator with a generated password, and a workspace, unless they are there. */
export async function ensureFirstDomain(
  platform: Platform,
): Promise<{ credentials: Credentials; made: boolean }> {
  const { dataDir } = platform;
  const known = readCredentials(dataDir);
  const made = !existsSync(tokenFile(dataDir));
  // The password is written down before it is set: a crash in between must not lock everyone out.
  const credentials = known ?? {
    ...reachable(platform),
    domain_id: '',
    workspace_id: '',
    user_id: administrator,
    password: newPassword(),
  };
  writeCredentials(dataDir, { ...credentials, ...reachable(platform) });
  if (made) {
    await step(platform.report, 'System', async () => {
      const admin = { userId: credentials.user_id, password: credentials.password, name: 'Administrator' };
      const { systemToken } = await platform.client(System).init({ admin });
      writePrivate(tokenFile(dataDir), `${systemToken}\n`);
    });
  }
  if (!credentials.domain_id) {
    credentials.domain_id = await ensureDomain(platform, credentials);
    writeCredentials(dataDir, { ...credentials, ...reachable(platform) });
  }
  if (!credentials.workspace_id)
    credentials.workspace_id = await ensureWorkspace(platform, await logIn(platform, credentials));
  writeCredentials(dataDir, { ...credentials, ...reachable(platform) });
  return { credentials: { ...credentials, ...reachable(platform) }, made };
}

/** The first domain. The root domain, which the system itself makes, only administers other domains. */
async function ensureDomain(platform: Platform, { user_id, password }: Credentials): Promise<string> {
  const domains = platform.client(Domain);
  const token = readFileSync(tokenFile(platform.dataDir), 'utf8').trim();
  const { results } = await domains.list({ name: firstDomain }, { token });
  if (results[0]) return results[0].domainId;
  const admin = { userId: user_id, password, name: 'Administrator' };
  const create = async () => (await domains.create({ name: firstDomain, admin }, { token })).domainId;
  return step(platform.report, 'First domain', create);
}

/** A token of the administrator for the whole domain. */
export async function logIn(
  platform: Platform,
  { domain_id, user_id, password }: Credentials,
): Promise<string> {
  const tokens = platform.client(Token);
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

async function ensureWorkspace(platform: Platform, token: string): Promise<string> {
  const workspaces = platform.client(Workspace);
  const { results } = await workspaces.list({ name: firstWorkspace }, { token });
  const workspace = results[0] ?? (await workspaces.create({ name: firstWorkspace }, { token }));
  return workspace.workspaceId;
}

/** Where the platform answers may change from start to start. */
function reachable(platform: Platform): Pick<Credentials, 'url' | 'grpc'> {
  const servers = platform.running.filter(({ kind }) => kind === 'grpc');
  return { url: platform.url, grpc: Object.fromEntries(servers.map(({ name, address }) => [name, address])) };
}

/** 144 random bits, with what password rules ask for: small and large letters, digits and another character. */
const newPassword = () => `${randomBytes(18).toString('base64url')}-aA1`;
