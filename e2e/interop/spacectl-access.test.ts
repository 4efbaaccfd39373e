import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPlatform } from './platform.ts';
import { Spacectl } from './spacectl.ts';

const { endpoints, tokens, workspaceId, domainId } = await startPlatform();
const admin = new Spacectl(endpoints, { token: tokens.admin });

interface Listed {
  results?: Record<string, unknown>[];
  total_count?: number;
}

test('roles, users and role bindings', async () => {
  const role = await admin.call('create', 'role', {
    name: 'Reader',
    role_type: 'WORKSPACE_MEMBER',
    permissions: ['identity:Project.read'],
    page_access: ['*'],
  });
  const changed = await admin.call('update', 'role', { role_id: role.role_id, permissions: [] });
  assert.equal(changed.permissions, undefined);
  assert.deepEqual(changed.page_access, ['*']);
  await admin.call('create', 'user', {
    user_id: 'kim@example.com',
    password: 'Secret-12345',
    auth_type: 'LOCAL',
    name: 'Kim',
  });
  const binding = await admin.call('create', 'rb', {
    user_id: 'kim@example.com',
    role_id: role.role_id,
    resource_group: 'WORKSPACE',
    workspace_id: workspaceId,
  });
  assert.match(await admin.error('exec', 'delete', 'role', '-p', `role_id=${role.role_id}`), /is existed in/);
  await admin.call('delete', 'rb', { role_binding_id: binding.role_binding_id });
  await admin.call('delete', 'role', { role_id: role.role_id });
  const users = await admin.json<Listed>(
    'list',
    'user',
    '-p',
    'user_id=kim@example.com',
    '-c',
    'user_id,state',
  );
  assert.deepEqual(users.results, [{ user_id: 'kim@example.com', state: 'PENDING' }]);
});

test("an app's secret is the long-lived api_key", async () => {
  const create = (name: string) =>
    admin.call('create', 'app', {
      name,
      role_id: 'managed-workspace-owner',
      resource_group: 'WORKSPACE',
      workspace_id: workspaceId,
    });
  const app = await create('for scripts');
  const asApp = new Spacectl(endpoints, { api_key: String(app.client_secret) });
  const project = await asApp.call('create', 'project', { name: 'by an app', project_type: 'PRIVATE' });
  assert.equal(project.workspace_id, workspaceId);
  assert.equal(await asApp.error('list', 'domain'), 'Permission denied.');

  const disabled = await create('disabled');
  await admin.call('disable', 'app', { app_id: disabled.app_id });
  const asDisabled = new Spacectl(endpoints, { api_key: String(disabled.client_secret) });
  assert.match(await asDisabled.error('list', 'project'), /^The api_key is not set or incorrect/);
});

test('the system token acts for the domain and workspace that it names', async () => {
  const system = new Spacectl(endpoints, {
    token: tokens.system,
    x_domain_id: domainId,
    x_workspace_id: workspaceId,
  });
  const project = await system.call('create', 'project', { name: 'by the system', project_type: 'PRIVATE' });
  assert.deepEqual([project.domain_id, project.workspace_id], [domainId, workspaceId]);
});
