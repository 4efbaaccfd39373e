import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { RoleBinding } from '@hawser/proto/spaceone/api/identity/v2/role_binding_pb.js';
import { Token } from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';
import { User } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { password, type TestPlatform } from './platform.ts';

/** The numbers of the contract's enums. */
export const LOCAL = 1;
export const grantType = { REFRESH_TOKEN: 1, SYSTEM_TOKEN: 2 } as const;
export const scopes = { SYSTEM: 1, DOMAIN: 2, WORKSPACE: 3, PROJECT: 4, USER: 5 } as const;
export const group = { DOMAIN: 1, WORKSPACE: 2, PROJECT: 3 } as const;

/** Logs a user in. */
export const logIn = (platform: TestPlatform, domainId: string, userId: string, secret = password) =>
  platform.as(Token).issue({ domainId, authType: LOCAL, credentials: { user_id: userId, password: secret } });

/** An access token of a user for a scope. */
export async function tokenOf(
  platform: TestPlatform,
  domainId: string,
  userId: string,
  scope: number,
  workspaceId?: string,
): Promise<string> {
  const { refreshToken: token } = await logIn(platform, domainId, userId);
  const granted = await platform
    .as(Token)
    .grant({ grantType: grantType.REFRESH_TOKEN, scope, token, workspaceId });
  return granted.accessToken;
}

/** Two workspaces of a domain, and who is in it. */
export interface Tenant {
  domainId: string;
  name: string;
  workspaces: [string, string];
  /** Tokens of the domain's administrator, of an owner of each workspace, and of a member of the first. */
  admin: string;
  owners: [string, string];
  member: string;
}

/** Creates a domain with two workspaces; users are `admin`, `owner-1`, `owner-2` and `member`. */
export async function createTenant(platform: TestPlatform, name: string): Promise<Tenant> {
  const system = platform.systemToken;
  const { domainId } = await platform
    .as(Domain, system)
    .create({ name, admin: { userId: 'admin', name: 'Admin', password } });
  const admin = await tokenOf(platform, domainId, 'admin', scopes.DOMAIN);
  const workspaces = ['one', 'two'].map(one => platform.as(Workspace, admin).create({ name: one }));
  const [first, second] = (await Promise.all(workspaces)).map(({ workspaceId }) => workspaceId) as [
    string,
    string,
  ];
  const bind = async (userId: string, roleId: string, workspaceId: string) => {
    await platform.as(User, admin).create({ userId, password, authType: LOCAL, name: userId });
    await platform
      .as(RoleBinding, admin)
      .create({ userId, roleId, workspaceId, resourceGroup: group.WORKSPACE });
    return tokenOf(platform, domainId, userId, scopes.WORKSPACE, workspaceId);
  };
  const owners = await Promise.all([
    bind('owner-1', 'managed-workspace-owner', first),
    bind('owner-2', 'managed-workspace-owner', second),
  ]);
  const member = await bind('member', 'managed-workspace-member', first);
  return { domainId, name, workspaces: [first, second], admin, owners, member };
}
