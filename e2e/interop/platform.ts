import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { type Platform, tokenFile, up } from '@hawser/local';
import {
  GrantTokenRequest_GrantType,
  GrantTokenRequest_Scope,
  IssueTokenRequest_AuthType,
  Token,
} from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';
import { readCredentials } from '../../platform/credentials.ts';
import { ensureFirstDomain } from '../../platform/first-domain.ts';
import { localSite } from '../../platform/local-site.ts';
import definition from '../../platform.ts';
import { logIn } from './log-in.ts';

/** The reference platform on free ports, with its first domain, administrator and workspace. */
export interface TestPlatform {
  platform: Platform;
  domainId: string;
  workspaceId: string;
  /** Tokens: of the system, of the domain's administrator, and of that administrator for the workspace. */
  tokens: { system: string; admin: string; workspace: string };
  /** The administrator's. */
  login: { user_id: string; password: string };
  /** Addresses of the services' gRPC servers, as clients' environments name them. */
  endpoints: Record<string, string>;
}

/** Starts the platform for a test file; it ends, and its data goes, with the file's tests. */
export async function startPlatform(): Promise<TestPlatform> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hawser-interop-'));
  const { services } = definition;
  const report = () => {};
  const platform = await up({ services }, { dataDir, anyPorts: true, restPort: 0, report });
  after(async () => {
    await platform.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  await ensureFirstDomain(localSite(platform));
  const credentials = readCredentials(dataDir)!;
  const { domain_id: domainId, workspace_id: workspaceId, grpc } = credentials;
  return {
    platform,
    domainId,
    workspaceId,
    login: credentials,
    tokens: {
      system: readFileSync(tokenFile(dataDir), 'utf8').trim(),
      admin: await logIn(platform, credentials),
      workspace: await workspaceToken(platform, credentials),
    },
    endpoints: Object.fromEntries(
      Object.entries(grpc).map(([service, address]) => [service, `grpc://${address}`]),
    ),
  };
}

type Login = Parameters<typeof logIn>[1] & { workspace_id: string };

async function workspaceToken(platform: Platform, login: Login): Promise<string> {
  const tokens = platform.client(Token);
  const { refreshToken } = await tokens.issue({
    domainId: login.domain_id,
    authType: IssueTokenRequest_AuthType.LOCAL,
    credentials: { user_id: login.user_id, password: login.password },
  });
  const { accessToken } = await tokens.grant({
    grantType: GrantTokenRequest_GrantType.REFRESH_TOKEN,
    scope: GrantTokenRequest_Scope.WORKSPACE,
    token: refreshToken,
    workspaceId: login.workspace_id,
  });
  return accessToken;
}
