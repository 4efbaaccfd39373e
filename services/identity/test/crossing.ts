import type { DescMethod, DescService } from '@bufbuild/protobuf';
import { App } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { ProjectGroup } from '@hawser/proto/spaceone/api/identity/v2/project_group_pb.js';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { Provider } from '@hawser/proto/spaceone/api/identity/v2/provider_pb.js';
import { RoleBinding } from '@hawser/proto/spaceone/api/identity/v2/role_binding_pb.js';
import { Role } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import { Schema } from '@hawser/proto/spaceone/api/identity/v2/schema_pb.js';
import { ServiceAccount } from '@hawser/proto/spaceone/api/identity/v2/service_account_pb.js';
import { UserGroup } from '@hawser/proto/spaceone/api/identity/v2/user_group_pb.js';
import { User } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { WorkspaceGroup } from '@hawser/proto/spaceone/api/identity/v2/workspace_group_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import type { TestPlatform } from './platform.ts';
import { group, type Tenant } from './tenants.ts';

/** What a tenant has: an id for each field of a request that names something. */
export type Ids = Record<string, string>;

/** Creates one of everything in a tenant's first workspace. */
export async function furnish({ as, postgres }: TestPlatform, tenant: Tenant): Promise<Ids> {
  const { admin, domainId, name: tenantName, owners, workspaces } = tenant;
  const [owner] = owners;
  const [workspaceId] = workspaces;
  const { projectGroupId } = await as(ProjectGroup, owner).create({ name: 'group' });
  const { projectId } = await as(Project, owner).create({ name: 'project', projectType: 1, projectGroupId });
  const { roleId } = await as(Role, admin).create({ name: 'role', roleType: 2 });
  const { provider } = await as(Provider, admin).create({ provider: `own-${tenantName}`, name: 'Own' });
  const schema = { schemaId: `schema-${tenantName}`, name: 'Own', schemaType: 1, provider };
  const { schemaId } = await as(Schema, admin).create(schema);
  const account = { name: 'account', provider: 'aws', projectId, data: { account_id: '1234' } };
  const { serviceAccountId } = await as(ServiceAccount, owner).create(account);
  const trustedAccountId = `ta-${domainId}`;
  await postgres.query(
    `insert into trusted_accounts (trusted_account_id, name, provider, resource_group, domain_id, workspace_id)
     values ($1, 'trusted', 'aws', 'WORKSPACE', $2, $3)`,
    [trustedAccountId, domainId, workspaceId],
  );
  const app = { name: 'app', roleId, resourceGroup: group.WORKSPACE, workspaceId };
  const { appId, clientId } = await as(App, owner).create(app);
  const { userGroupId } = await as(UserGroup, owner).create({ name: 'users' });
  const { results } = await as(RoleBinding, admin).list({ userId: 'member' });
  // Users have one id in every domain, so that just this one is a stranger elsewhere.
  const userId = `user-${tenantName}`;
  await as(User, admin).create({ userId, authType: 2 });
  const { workspaceGroupId } = await as(WorkspaceGroup, admin).create({ name: 'group' });
  const users = [
    { userId, roleId: 'managed-workspace-member' },
    { userId: 'admin', roleId: 'managed-workspace-owner' },
  ];
  await as(WorkspaceGroup, admin).add_users({ workspaceGroupId, users });
  await as(Workspace, admin).change_workspace_group({ workspaceId, workspaceGroupId });
  return {
    ...{ domainId, workspaceId, projectGroupId, projectId, roleId, provider, schemaId, serviceAccountId },
    ...{
      trustedAccountId,
      appId,
      clientId,
      userId,
      userGroupId,
      workspaceGroupId,
      roleBindingId: results[0]!.roleBindingId,
    },
  };
}

/** What a tenant's rows look like, so that a change by another shows. */
export async function snapshot({ postgres }: TestPlatform, domainId: string): Promise<string> {
  const tables = [
    'domains',
    'workspaces',
    'users',
    'roles',
    'role_bindings',
    'projects',
    'project_groups',
    'user_groups',
    'workspace_groups',
    'workspace_group_users',
    'providers',
  ];
  const all = [
    ...tables,
    'schemas',
    'service_accounts',
    'trusted_accounts',
    'apps',
    'external_auths',
    'domain_keys',
  ];
  const rows = all.map(table =>
    postgres.query(
      `select coalesce(jsonb_agg(t order by t::text), '[]') as rows from ${table} t where domain_id = $1`,
      [domainId],
    ),
  );
  return JSON.stringify((await Promise.all(rows)).map(([row]) => row!.rows));
}

const texts: Record<string, unknown> = {
  password: 'Secret-12345',
  name: 'stolen',
  secretSchemaId: 'aws-secret-access-key',
  packageId: 'package-0',
  currentPassword: 'Wrong-12345',
  newPassword: 'Stolen-12345',
  verifyCode: '123456',
  mfaType: 'OTP',
  targetUserId: 'admin',
};
const others: Record<string, unknown> = {
  pluginInfo: { pluginId: 'plugin-x', options: { protocol: 'saml', identity_provider: 'x' } },
  users: ['member'],
  requiredActions: [0],
  refreshTimeout: 60,
  data: { account_id: '9999' },
  secretData: { aws_access_key_id: 'AKIA', aws_secret_access_key: 'secret' },
  credentials: { user_id: 'admin', password: 'Secret-12345' },
  tags: { stolen: true },
  force: true,
  options: {},
  query: { distinct: 'name', fields: { n: { operator: 'count' } } },
};

/** A request of a method that names what a tenant has wherever it can. */
export function requestFor(method: DescMethod, ids: Ids): Record<string, unknown> {
  const request: Record<string, unknown> = {};
  for (const field of method.input.fields) {
    const { localName: name } = field;
    if (name === 'query') {
      if (field.message?.name === 'StatisticsQuery') request[name] = { distinct: distinctOf(method) };
      else if (field.message?.name === 'AnalyzeQuery')
        request[name] = { fields: { n: { operator: 'count' } } };
    } else if (field.fieldKind === 'list' && field.message?.name === 'UserWorkspaceGroup')
      request[name] = [{ userId: 'member', roleId: 'managed-workspace-owner' }];
    else if (Object.hasOwn(ids, name)) request[name] = ids[name];
    else if (name === 'parentGroupId') request[name] = ids.projectGroupId;
    else if (Object.hasOwn(texts, name)) request[name] = texts[name];
    else if (Object.hasOwn(others, name) && name !== 'query') request[name] = others[name];
    else if (field.fieldKind === 'enum')
      request[name] = field.enum.values.find(({ number }) => number > 0)!.number;
  }
  return request;
}

const distinctOf = ({ parent }: { parent: DescService }) =>
  parent.name === 'RoleBinding' ? 'user_id' : 'name';
