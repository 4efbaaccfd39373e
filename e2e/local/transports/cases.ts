import type { JsonObject, JsonValue } from '@bufbuild/protobuf';
import { password } from '../tenant.ts';

/** What is known when a method's turn comes. */
export interface Scene {
  domainId: string;
  workspaceId: string;
  /** What differs from tenant to tenant where names are the whole platform's. */
  tag: string;
  /** The answer to an earlier method. @throws Error when it had none */
  of(method: string): JsonObject;
}

/** What the generator can't know of a method's call. */
export interface Case {
  /** Fields beside the required ones, or in their place. */
  request?(scene: Scene): JsonObject;
  /** Who calls, where that isn't told by whom the method is for. */
  caller?: 'owner';
  /** The code of the error that is right, where the happy end needs what isn't there. */
  fails?: string;
}

const of = (method: string, field: string) => (scene: Scene) => ({
  [field]: scene.of(method)[field] as JsonValue,
});
const example = of('MetricExample.create', 'example_id');
const querySet = of('CloudServiceQuerySet.create', 'query_set_id');
const newDomain = of('Domain.create', 'domain_id');
const newWorkspace = of('Workspace.create', 'workspace_id');
const inWorkspace = (scene: Scene) => ({ resource_group: 'WORKSPACE', workspace_id: scene.workspaceId });
const ofTenant = ({ domainId }: Scene) => ({ domain_id: domainId });
const keys = { aws_access_key_id: 'AKIA1234', aws_secret_access_key: 'secret-1234' };
const users = () => ({ users: ['member@example.com'] });
const somebody = () => ({ user_id: 'new@example.com' });
const groupUser = (user_id: string, role_id = 'managed-workspace-member') => [{ user_id, role_id }];
const account = { provider: 'aws', data: { account_id: '1234' } };
const plugin = { plugin_id: 'plugin-test', upgrade_mode: 'AUTO', options: {} };
const today = new Date().toISOString().slice(0, 10);
const stat = { aggregate: [{ group: { fields: [{ name: 'n', operator: 'count' }] } }] };
const counted = { group_by: ['provider'], fields: { n: { operator: 'count' } } };
const measured = { group_by: ['provider'], fields: { value: { operator: 'count' } } };

/** The methods whose calls need more than plausible values. */
export const cases: Readonly<Record<string, Case>> = {
  'System.init': {
    request: () => ({ admin: { user_id: 'eve@example.com', password, name: 'Eve' } }),
    fails: 'ERROR_INVALID_PARAMETER',
  },
  'Domain.create': {
    request: ({ tag }) => ({ name: `new-${tag}`, admin: { user_id: 'a@example.com', password, name: 'A' } }),
  },
  'Domain.update': { request: scene => ({ ...newDomain(scene), tags: { team: 'blue' } }) },
  'Domain.disable': { request: newDomain },
  'Domain.enable': { request: newDomain },
  'Domain.delete': { request: newDomain },
  'Domain.get_auth_info': { request: of('Domain.create', 'name') },
  'Domain.list': { request: newDomain },
  'Domain.stat': {
    request: ({ domainId }) => ({
      query: {
        filter: [{ k: 'domain_id', v: domainId, o: 'eq' }],
        ...stat,
      },
    }),
  },
  'ExternalAuth.set': {
    request: () => ({ plugin_info: { ...plugin, options: { protocol: 'test', identity_provider: 'test' } } }),
  },
  'Role.create': { request: () => ({ role_type: 'WORKSPACE_OWNER', permissions: ['inventory:Region.*'] }) },
  'Workspace.update': { request: scene => ({ ...newWorkspace(scene), tags: { team: 'blue' } }) },
  'Workspace.disable': { request: newWorkspace },
  'Workspace.enable': { request: newWorkspace },
  'Workspace.change_workspace_group': { request: newWorkspace },
  'Workspace.add_package': { request: newWorkspace, fails: 'ERROR_NOT_FOUND' },
  'Workspace.remove_package': { request: newWorkspace, fails: 'ERROR_NOT_FOUND' },
  'Workspace.delete': { request: newWorkspace },
  'User.create': { request: () => ({ ...somebody(), password }) },
  'User.disable_mfa': { fails: 'ERROR_INVALID_PARAMETER' },
  'User.set_required_actions': { request: () => ({ required_actions: ['UPDATE_PASSWORD'] }) },
  'User.set_refresh_timeout': { request: () => ({ refresh_timeout: 3600 }) },
  'UserProfile.update_password': {
    request: () => ({ current_password: password, new_password: `New-${password}` }),
  },
  ...Object.fromEntries(
    ['verify_email', 'confirm_email', 'reset_password', 'enable_mfa', 'disable_mfa', 'confirm_mfa'].map(
      name => [`UserProfile.${name}`, { fails: 'ERROR_NOT_IMPLEMENTED' }],
    ),
  ),
  'RoleBinding.create': {
    request: scene => ({ ...somebody(), ...inWorkspace(scene), role_id: 'managed-workspace-member' }),
  },
  'RoleBinding.update_role': { request: of('Role.create', 'role_id') },
  'WorkspaceUser.create': {
    request: () => ({ user_id: 'guest@example.com', password, role_id: 'managed-workspace-member' }),
  },
  'UserGroup.add_users': { request: users },
  'UserGroup.remove_users': { request: users },
  'WorkspaceGroup.add_users': {
    request: () => ({
      users: [
        ...groupUser('new@example.com'),
        ...groupUser('member@example.com'),
        ...groupUser('root@example.com', 'managed-workspace-owner'),
      ],
    }),
  },
  'WorkspaceGroup.remove_users': { request: () => ({ users: groupUser('member@example.com') }) },
  'WorkspaceGroupUser.add': { request: () => ({ users: groupUser('member@example.com') }) },
  'WorkspaceGroupUser.remove': { request: () => ({ users: groupUser('member@example.com') }) },
  'WorkspaceGroupUser.update_role': { request: () => ({ target_user_id: 'new@example.com' }) },
  'Token.issue': {
    request: ({ domainId }) => ({
      domain_id: domainId,
      auth_type: 'LOCAL',
      credentials: { user_id: 'owner@example.com', password },
    }),
  },
  'Token.grant': {
    request: scene => ({
      grant_type: 'REFRESH_TOKEN',
      token: scene.of('Token.issue').refresh_token!,
      scope: 'WORKSPACE',
      workspace_id: scene.workspaceId,
    }),
  },
  'ProjectGroup.add_users': { request: users },
  'ProjectGroup.remove_users': { request: users },
  'Project.add_users': { request: users },
  'Project.remove_users': { request: users },
  'Provider.create': { request: () => ({ provider: 'own', name: 'Own' }) },
  'Provider.update_plugin': { fails: 'ERROR_NOT_IMPLEMENTED' },
  'Provider.stat': { request: () => ({ query: stat }) },
  'Schema.stat': { request: () => ({ query: stat }) },
  'Schema.create': { request: () => ({ provider: 'own', schema: { type: 'object' } }) },
  'TrustedAccount.create': {
    request: scene => ({
      ...account,
      ...inWorkspace(scene),
      secret_schema_id: 'aws-secret-access-key',
      secret_data: keys,
    }),
  },
  'TrustedAccount.update_secret_data': {
    request: () => ({ secret_schema_id: 'aws-secret-access-key', secret_data: keys }),
  },
  'TrustedAccount.sync': { fails: 'ERROR_NOT_IMPLEMENTED' },
  'ServiceAccount.create': { request: () => account },
  'ServiceAccount.update_secret_data': {
    request: () => ({ secret_schema_id: 'aws-secret-access-key', secret_data: keys }),
  },
  'ServiceAccount.analyze': { request: () => ({ query: counted }) },
  'App.create': { request: scene => ({ ...inWorkspace(scene), role_id: 'managed-workspace-owner' }) },
  'App.check': {
    request: scene => ({
      ...of('App.generate_client_secret', 'client_id')(scene),
      domain_id: scene.domainId,
    }),
  },
  'TrustedSecret.create': { request: scene => ({ ...inWorkspace(scene), data: keys }) },
  'TrustedSecret.get_data': { request: ofTenant },
  'Secret.create': { request: scene => ({ ...inWorkspace(scene), data: keys }) },
  'Secret.get_data': { request: ofTenant },
  'repository.Plugin.register': {
    request: ({ tag }) => ({
      plugin_id: `plugin-${tag}`,
      resource_type: 'inventory.Collector',
      image: 'test/image',
      registry_config: { endpoint: 'grpc://127.0.0.1:1' },
    }),
  },
  'plugin.Plugin.get_plugin_endpoint': { request: ofTenant },
  'plugin.Plugin.get_plugin_metadata': { fails: 'ERROR_NOT_IMPLEMENTED' },
  'plugin.Plugin.notify_failure': { fails: 'ERROR_NOT_IMPLEMENTED' },
  'Namespace.create': {
    request: scene => ({ ...inWorkspace(scene), category: 'ASSET', resource_type: 'inventory.CloudService' }),
  },
  'Metric.create': {
    request: scene => ({ ...inWorkspace(scene), metric_type: 'GAUGE', query_options: measured }),
  },
  'MetricData.analyze': {
    request: () => ({
      query: {
        granularity: 'DAILY',
        start: today,
        end: today,
        fields: { n: { key: 'value', operator: 'sum' } },
      },
    }),
  },
  // Users may call without a workspace as well, but the metric is one's.
  'MetricExample.create': { request: of('Metric.create', 'metric_id'), caller: 'owner' },
  'MetricExample.update': { request: scene => ({ ...example(scene), name: 'Mine' }), caller: 'owner' },
  'MetricExample.get': { request: example, caller: 'owner' },
  'MetricExample.list': { caller: 'owner' },
  'MetricExample.stat': { caller: 'owner' },
  'MetricExample.delete': { request: example, caller: 'owner' },
  'Note.create': {
    request: scene => ({
      record_id: (scene.of('ChangeHistory.list').results as JsonObject[])[0]!.record_id!,
    }),
  },
  'CloudService.create': { request: () => ({ name: 'machine', region_code: 'here', data: { cores: 2 } }) },
  'CloudService.update': { request: () => ({ data: { cores: 4, nested: [1, 'a', null, { b: true }] } }) },
  'CloudService.list': {
    request: () => ({
      query: {
        filter: [{ k: 'data.cores', v: 3, o: 'gte' }],
        sort: [{ key: 'name' }],
        page: { start: 1, limit: 10 },
        only: ['cloud_service_id', 'name', 'data'],
      },
    }),
  },
  'CloudService.analyze': { request: () => ({ query: counted }) },
  'CloudServiceQuerySet.create': {
    request: scene => ({ ...inWorkspace(scene), query_options: counted }),
  },
  'CloudServiceQuerySet.update': { request: scene => ({ ...querySet(scene), tags: { team: 'blue' } }) },
  ...Object.fromEntries(
    ['run', 'test', 'enable', 'disable', 'get', 'delete'].map(name => [
      `CloudServiceQuerySet.${name}`,
      { request: querySet },
    ]),
  ),
  'CloudServiceStats.list': { request: querySet },
  'CloudServiceStats.stat': { request: querySet },
  'CloudServiceStats.analyze': {
    request: scene => ({
      ...querySet(scene),
      query: {
        granularity: 'DAILY',
        start: today,
        end: today,
        fields: { n: { key: 'data.n', operator: 'sum' } },
      },
    }),
  },
  'CloudService.export': { fails: 'ERROR_NOT_IMPLEMENTED' },
  'Collector.create': { request: scene => ({ ...inWorkspace(scene), plugin_info: plugin }) },
  'CollectorRule.create': {
    request: () => ({ conditions_policy: 'ALWAYS', actions: { add_additional_info: { team: 'blue' } } }),
  },
  'CollectorRule.change_order': { request: () => ({ order: 1 }) },
  'Job.analyze': {
    request: () => ({ query: { group_by: ['status'], fields: { n: { operator: 'count' } } } }),
  },
};
