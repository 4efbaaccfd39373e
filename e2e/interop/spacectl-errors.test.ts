import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freePort } from '@hawser/local/testing';
import { startPlatform } from './platform.ts';
import { type Login, Spacectl } from './spacectl.ts';

const platform = await startPlatform();
const { endpoints, tokens, workspaceId, domainId } = platform;
const as = (login: Login, at = endpoints) => new Spacectl(at, login);
const owner = as({ token: tokens.workspace });
const admin = as({ token: tokens.admin });

const hint = 'The api_key is not set or incorrect. (Use "spacectl config init")';

test('a token that is none, wrong, or not for this, gives the hint about the api_key', async () => {
  const [head, body, signature] = tokens.workspace.split('.') as [string, string, string];
  const forged = `${head}.${body}.${signature.slice(0, -8)}AAAAAAAA`;
  for (const login of [{}, { token: 'nonsense' }, { api_key: forged }]) {
    assert.equal(await as(login).error('list', 'project'), hint, JSON.stringify(login));
    assert.equal(await as(login).error('list', 'region'), hint, JSON.stringify(login));
  }
  const issued = await admin.call('issue', 'token', {
    domain_id: domainId,
    auth_type: 'LOCAL',
    credentials: { user_id: platform.login.user_id, password: platform.login.password },
  });
  assert.equal(await as({ token: String(issued.refresh_token) }).error('list', 'project'), hint);
});

test('what is not there, or not for the caller, can not be told apart', async () => {
  const text = (id: string) => `Resource cannot be found or access is denied. (project_id = ${id})`;
  assert.equal(await owner.error('get', 'project', '-p', 'project_id=project-x'), text('project-x'));
  const other = await admin.call('create', 'workspace', { name: 'Other' });
  const system = as({
    token: tokens.system,
    x_domain_id: domainId,
    x_workspace_id: String(other.workspace_id),
  });
  const project = await system.call('create', 'project', { name: 'p', project_type: 'PRIVATE' });
  const id = String(project.project_id);
  assert.equal(await owner.error('get', 'project', '-p', `project_id=${id}`), text(id));
  assert.equal(await owner.error('exec', 'delete', 'project', '-p', `project_id=${id}`), text(id));
});

test('permission denied', async () => {
  assert.equal(await owner.error('exec', 'create', 'workspace', '-p', 'name=x'), 'Permission denied.');
  assert.equal(await admin.error('exec', 'create', 'region', '-p', 'name=x'), 'Permission denied.');
});

test('parameters that are missing or wrong', async () => {
  assert.equal(await owner.error('get', 'project'), 'Required parameter. (key = project_id)');
  assert.equal(
    await owner.error('exec', 'create', 'cs', '-j', '{"provider":"acme","cloud_service_group":"g"}'),
    'Required parameter. (key = cloud_service_type)',
  );
  const query = (value: object) => ['list', 'project', '-j', JSON.stringify({ query: value })];
  assert.match(
    await owner.error(...query({ filter: [{ k: 'name', v: 'x', o: 'sounds_like' }] })),
    /sounds_like/,
  );
  assert.equal(
    await owner.error(...query({ filter: [{ k: 'name', v: 'x', o: 'in' }] })),
    'Parameter type is invalid. (key = query.filter[0].value, type = list)',
  );
  assert.match(
    await owner.error(...query({ filter: [{ k: 'no_such_key', v: 'x', o: 'eq' }] })),
    /no_such_key/,
  );
  const region = { region_code: 'r', provider: 'acme', name: 'R' };
  await owner.call('create', 'region', region);
  assert.match(
    await owner.error('exec', 'create', 'region', '-j', JSON.stringify(region)),
    /^Tried to save duplicate unique key\. \(/,
  );
});

test('what the client itself refuses, by what reflection told it', async () => {
  assert.match(await owner.error('exec', 'create', 'project', '-p', 'nme=x'), /no field named "nme"/);
  assert.match(
    await owner.error('exec', 'create', 'project', '-p', 'name=x', '-p', 'project_type=SECRET'),
    /Invalid enum value SECRET/,
  );
  assert.match(await owner.error('exec', 'explode', 'project'), /does not have a 'explode' verb/);
  assert.match(await owner.error('list', 'inventory.Cat'), /does not have a 'Cat' resource/);
  assert.equal(await owner.error('list', 'alert'), 'Endpoint is not set. (service=monitoring)');
});

test('a server that is away', async () => {
  const away = as({ token: tokens.workspace }, { identity: `grpc://127.0.0.1:${await freePort()}` });
  assert.match(await away.error('list', 'project'), /Server is unavailable\. .*Channel is not ready/);
});

test('a member of a workspace sees its projects alone, and may not change roles', async () => {
  const user_id = 'member@example.com';
  const password = 'Secret-12345';
  await admin.call('create', 'user', { user_id, password, auth_type: 'LOCAL', name: 'Member' });
  const member = { user_id, role_id: 'managed-workspace-member' };
  await admin.call('create', 'rb', { ...member, resource_group: 'WORKSPACE', workspace_id: workspaceId });
  const hidden = await owner.call('create', 'project', { name: 'hidden', project_type: 'PRIVATE' });
  const shared = await owner.call('create', 'project', { name: 'shared', project_type: 'PRIVATE' });
  await owner.call('add_users', 'project', { project_id: shared.project_id, users: [user_id] });
  // A token holds the projects that its user has when it is granted.
  const { refresh_token } = await admin.call('issue', 'token', {
    domain_id: domainId,
    auth_type: 'LOCAL',
    credentials: { user_id, password },
  });
  const grant = { grant_type: 'REFRESH_TOKEN', scope: 'WORKSPACE', token: refresh_token };
  const granted = await admin.call('grant', 'token', { ...grant, workspace_id: workspaceId });
  assert.equal(granted.role_type, 'WORKSPACE_MEMBER');
  const asMember = as({ token: String(granted.access_token) });
  const names = await asMember.text('list', 'project', '-c', 'name', '-o', 'quiet', '-s', 'name');
  assert.deepEqual(names.trim().split('\n'), ['shared']);
  assert.equal(
    await asMember.error('get', 'project', '-p', `project_id=${hidden.project_id}`),
    'Permission denied.',
  );
  assert.equal(await asMember.error('exec', 'create', 'role', '-p', 'name=x'), 'Permission denied.');
});
