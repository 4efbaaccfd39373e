import type { DescService } from '@bufbuild/protobuf';
import type { Client } from '@hawser/core';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import {
  CreateRoleBindingRequest_ResourceGroup as Group,
  RoleBinding,
} from '@hawser/proto/spaceone/api/identity/v2/role_binding_pb.js';
import { Role, RoleType } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import {
  GrantTokenRequest_GrantType,
  GrantTokenRequest_Scope,
  IssueTokenRequest_AuthType,
  Token,
} from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';
import { AuthType, User } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';

/** The tokens of a tenant: of roles, of roles that allow nothing of these services, and of a person without a role. */
export interface Tokens {
  admin: string;
  owner: string;
  /** The owner of another workspace of the same domain. */
  neighbour: string;
  user: string;
  limitedAdmin: string;
  limitedOwner: string;
}

/** A domain with a workspace and people in it. */
export interface Tenant {
  domainId: string;
  workspaceId: string;
  tokens: Tokens;
}

/** Whatever gives clients of services. */
export interface Callable {
  client<D extends DescService>(service: D): Client<D>;
}

/** The password of everybody in tests. */
export const password = 'Secret-12345';

/** What a role that allows nothing of these services holds: an empty list would allow everything. */
const nothing = ['none:Thing.read'];

/** A domain with a workspace, and the tokens that its administrator can have. */
export interface Household extends Omit<Tenant, 'tokens'> {
  tokens: Pick<Tokens, 'admin' | 'owner' | 'neighbour' | 'user'>;
}

const root = 'root@example.com';
const { DOMAIN, USER, WORKSPACE } = GrantTokenRequest_Scope;

/** Makes a domain with two workspaces by the platform's own API. */
export async function makeHousehold(
  platform: Callable,
  systemToken: string,
  name: string,
): Promise<Household> {
  const admin = { userId: root, password, name: 'Root' };
  const { domainId } = await platform.client(Domain).create({ name, admin }, { token: systemToken });
  const token = await logIn(platform, domainId, root);
  const call = { token: await grant(platform, token, DOMAIN) };
  const { workspaceId } = await platform.client(Workspace).create({ name: 'Main' }, call);
  const { workspaceId: other } = await platform.client(Workspace).create({ name: 'Other' }, call);
  // An administrator may be the owner of any workspace.
  const tokens = {
    admin: call.token,
    owner: await grant(platform, token, WORKSPACE, workspaceId),
    neighbour: await grant(platform, token, WORKSPACE, other),
    user: await grant(platform, token, USER),
  };
  return { domainId, workspaceId, tokens };
}

/** Makes a household with further people: an owner, a member and an administrator whose role allows nothing. */
export async function makeTenant(platform: Callable, systemToken: string, name: string): Promise<Tenant> {
  const { domainId, workspaceId, tokens } = await makeHousehold(platform, systemToken, name);
  const admins = { token: tokens.admin };
  const add = async (userId: string, roleId: string, group: keyof typeof Group = 'WORKSPACE') => {
    await platform.client(User).create({ userId, password, name: userId, authType: AuthType.LOCAL }, admins);
    const binding = { userId, roleId, resourceGroup: Group[group], workspaceId };
    await platform.client(RoleBinding).create(binding, admins);
  };
  await add('owner@example.com', 'managed-workspace-owner');
  await add('member@example.com', 'managed-workspace-member');
  const role = { name: 'nothing', roleType: RoleType.DOMAIN_ADMIN, permissions: nothing };
  const { roleId } = await platform.client(Role).create(role, admins);
  await add('limited@example.com', roleId, 'DOMAIN');
  const owner = await logIn(platform, domainId, 'owner@example.com');
  const limited = await logIn(platform, domainId, 'limited@example.com');
  // The system may act as the owner of any workspace, with just the permissions that it asks for.
  const { accessToken: limitedOwner } = await platform.client(Token).grant({
    grantType: GrantTokenRequest_GrantType.SYSTEM_TOKEN,
    scope: WORKSPACE,
    token: systemToken,
    domainId,
    workspaceId,
    permissions: nothing,
  });
  return {
    domainId,
    workspaceId,
    tokens: {
      ...tokens,
      owner: await grant(platform, owner, WORKSPACE, workspaceId),
      limitedAdmin: await grant(platform, limited, DOMAIN),
      limitedOwner,
    },
  };
}

/** @returns a refresh token */
async function logIn(platform: Callable, domainId: string, userId: string): Promise<string> {
  const credentials = { user_id: userId, password };
  const authType = IssueTokenRequest_AuthType.LOCAL;
  return (await platform.client(Token).issue({ domainId, authType, credentials })).refreshToken;
}

/** @returns an access token */
async function grant(
  platform: Callable,
  token: string,
  scope: GrantTokenRequest_Scope,
  workspaceId = '',
): Promise<string> {
  const grantType = GrantTokenRequest_GrantType.REFRESH_TOKEN;
  return (await platform.client(Token).grant({ grantType, scope, workspaceId, token })).accessToken;
}
