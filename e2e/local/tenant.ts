import type { DescService } from '@bufbuild/protobuf';
import type { Client } from '@hawser/core';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import {
  CreateRoleBindingRequest_ResourceGroup,
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

/** The tokens of a tenant: the roles, the roles without any of the platform's permissions, and a person without a role. */
export interface Tokens {
  admin: string;
  owner: string;
  member: string;
  user: string;
  limitedAdmin: string;
  limitedOwner: string;
  limitedMember: string;
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

/** Makes a tenant by the platform's own API. */
export async function makeTenant(platform: Callable, systemToken: string, name: string): Promise<Tenant> {
  const admin = { userId: 'root@example.com', password, name: 'Root' };
  const { domainId } = await platform.client(Domain).create({ name, admin }, { token: systemToken });
  const { DOMAIN, USER, WORKSPACE } = GrantTokenRequest_Scope;
  const logIn = (userId: string, scope: GrantTokenRequest_Scope, workspaceId = '') =>
    grant(platform, { domainId, userId, scope, workspaceId });

  const admins = { token: await logIn(admin.userId, DOMAIN) };
  const { workspaceId } = await platform.client(Workspace).create({ name: 'Main' }, admins);
  /** Somebody new who has a role, and a token for it. */
  const add = async (userId: string, roleId: string, inDomain: boolean) => {
    await platform.client(User).create({ userId, password, name: userId, authType: AuthType.LOCAL }, admins);
    const resourceGroup = CreateRoleBindingRequest_ResourceGroup[inDomain ? 'DOMAIN' : 'WORKSPACE'];
    await platform.client(RoleBinding).create({ userId, roleId, resourceGroup, workspaceId }, admins);
    return inDomain ? logIn(userId, DOMAIN) : logIn(userId, WORKSPACE, workspaceId);
  };
  const addLimited = async (userId: string, roleType: RoleType) => {
    const role = { name: userId, roleType, permissions: nothing };
    const { roleId } = await platform.client(Role).create(role, admins);
    return add(userId, roleId, roleType === RoleType.DOMAIN_ADMIN);
  };
  const tokens: Tokens = {
    admin: admins.token,
    user: await logIn(admin.userId, USER),
    owner: await add('owner@example.com', 'managed-workspace-owner', false),
    member: await add('member@example.com', 'managed-workspace-member', false),
    limitedAdmin: await addLimited('limited-admin@example.com', RoleType.DOMAIN_ADMIN),
    limitedOwner: await addLimited('limited-owner@example.com', RoleType.WORKSPACE_OWNER),
    limitedMember: await addLimited('limited-member@example.com', RoleType.WORKSPACE_MEMBER),
  };
  return { domainId, workspaceId, tokens };
}

interface Wanted {
  domainId: string;
  userId: string;
  scope: GrantTokenRequest_Scope;
  workspaceId: string;
}

async function grant(platform: Callable, wanted: Wanted): Promise<string> {
  const { domainId, userId, scope, workspaceId } = wanted;
  const tokens = platform.client(Token);
  const { refreshToken } = await tokens.issue({
    domainId,
    authType: IssueTokenRequest_AuthType.LOCAL,
    credentials: { user_id: userId, password },
  });
  const grantType = GrantTokenRequest_GrantType.REFRESH_TOKEN;
  const { accessToken } = await tokens.grant({ grantType, scope, workspaceId, token: refreshToken });
  return accessToken;
}
