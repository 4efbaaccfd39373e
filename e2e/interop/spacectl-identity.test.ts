import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPlatform } from './platform.ts';
import { Spacectl } from './spacectl.ts';

const { endpoints, tokens, workspaceId, domainId } = await startPlatform();
const admin = new Spacectl(endpoints, { token: tokens.admin });
const owner = new Spacectl(endpoints, { token: tokens.workspace });

interface Listed {
  results?: Record<string, unknown>[];
  total_count?: number;
}

test('api-resources shows what reflection tells, with the short names', async () => {
  const text = await owner.text('api-resources');
  const rows = text.split('\n').map(line => line.split('|').map(cell => cell.trim()));
  const project = rows.find(([service, resource]) => service === 'identity' && resource === 'Project');
  assert.equal(project?.[2], 'project');
  assert.deepEqual(
    ['create', 'update', 'delete', 'get', 'list', 'stat'].filter(verb => !project?.[3]?.includes(verb)),
    [],
  );
  const named = (service: string) =>
    rows.filter(([name]) => name === service).map(([, resource]) => resource);
  for (const service of Object.keys(endpoints)) assert.ok(named(service).length > 0, `${service} is listed`);
  assert.ok(named('inventory').includes('CloudService'));
});

test('projects are created, shown, changed, listed, counted and deleted', async () => {
  const created = await owner.json(
    'exec',
    'create',
    'project',
    '-p',
    'name=one',
    '-p',
    'project_type=PRIVATE',
  );
  const id = `project_id=${created.project_id}`;
  assert.match(String(created.project_id), /^project-/);
  assert.equal(created.workspace_id, workspaceId);
  assert.equal(created.domain_id, domainId);

  const changed = await owner.call('update', 'project', {
    project_id: created.project_id,
    name: 'first',
    tags: { team: 'a', size: 3, nested: { on: true } },
  });
  assert.equal(changed.name, 'first');
  const got = await owner.json('get', 'project', '-p', id);
  assert.deepEqual(got.tags, { team: 'a', size: 3, nested: { on: true } });
  assert.deepEqual(got, changed);

  for (const name of ['second', 'third'])
    await owner.call('create', 'project', { name, project_type: 'PUBLIC', tags: { team: 'b' } });
  const sorted = await owner.text('list', 'project', '-c', 'name,tags.team|Team', '-s', '-name', '-l', '2');
  const lines = sorted.trim().split('\n');
  assert.match(lines[0]!, /name +\| Team/);
  assert.deepEqual(
    [lines[2]!.trim(), lines[3]!.trim()].map(row => row.split(/ *\| */)),
    [
      ['third', 'b'],
      ['second', 'b'],
    ],
  );
  assert.match(sorted, /Count: 2 \/ 3/);

  const filtered = await owner.json<Listed>(
    ...['list', 'project', '-j', '{"query":{"filter":[{"k":"tags.team","v":"b","o":"eq"}]}}'],
  );
  assert.deepEqual(filtered.results?.map(({ name }) => name).sort(), ['second', 'third']);
  assert.equal(filtered.total_count, 2);
  const minimal = await owner.json<Listed>('list', 'project', '-m');
  assert.ok(minimal.results?.every(project => project.tags === undefined && project.project_id));
  const quiet = await owner.text('list', 'project', '-p', 'name=third', '-c', 'name', '-o', 'quiet');
  assert.equal(quiet.trim(), 'third');

  const stat = await owner.json<Listed>(
    'stat',
    'project',
    '-j',
    JSON.stringify({
      query: {
        aggregate: [
          {
            group: {
              keys: [{ key: 'project_type', name: 'type' }],
              fields: [{ name: 'n', operator: 'count' }],
            },
          },
          { sort: [{ key: 'type' }] },
        ],
      },
    }),
  );
  assert.deepEqual(stat.results, [
    { type: 'PRIVATE', n: 1 },
    { type: 'PUBLIC', n: 2 },
  ]);

  assert.equal((await owner.text('exec', 'delete', 'project', '-p', id)).trim(), '');
  assert.equal(
    await owner.error('get', 'project', '-p', id),
    `Resource cannot be found or access is denied. (project_id = ${created.project_id})`,
  );
  assert.equal((await owner.json<Listed>('list', 'project')).total_count, 2);
});

test('project groups hold projects', async () => {
  const group = await owner.call('create', 'pg', { name: 'group' });
  const project = await owner.call('create', 'project', {
    name: 'inside',
    project_type: 'PRIVATE',
    project_group_id: group.project_group_id,
  });
  assert.equal(project.project_group_id, group.project_group_id);
  const text = await owner.error('exec', 'delete', 'pg', '-p', `project_group_id=${group.project_group_id}`);
  assert.match(text, /is existed in/);
  await owner.call('delete', 'project', { project_id: project.project_id });
  await owner.call('delete', 'pg', { project_group_id: group.project_group_id });
});

test('workspaces are created, found and deleted', async () => {
  const created = await admin.call('create', 'workspace', { name: 'Lab', tags: { floor: '2' } });
  const changed = await admin.call('update', 'workspace', {
    workspace_id: created.workspace_id,
    name: 'Laboratory',
  });
  assert.deepEqual(changed.tags, { floor: '2' });
  const text = await admin.text(
    'list',
    'workspace',
    '-p',
    'name=Laboratory',
    '-c',
    'workspace_id',
    '-o',
    'quiet',
  );
  assert.equal(text.trim(), created.workspace_id);
  await admin.call('disable', 'workspace', { workspace_id: created.workspace_id });
  await admin.call('delete', 'workspace', { workspace_id: created.workspace_id });
  assert.match(
    await admin.error('get', 'workspace', '-p', `workspace_id=${created.workspace_id}`),
    /^Resource cannot be found/,
  );
});

test('providers, schemas, service accounts and their secrets', async () => {
  const managed = await admin.json('get', 'provider', '-p', 'provider=aws');
  assert.equal(managed.is_managed, true);
  await admin.call('create', 'provider', { provider: 'acme', name: 'Acme', order: 7, color: '#123456' });
  const provider = await admin.call('update', 'provider', { provider: 'acme', name: 'Acme Cloud' });
  assert.deepEqual([provider.name, provider.order, provider.color], ['Acme Cloud', 7, '#123456']);
  const schema = (schema_id: string, schema_type: string, field: string) =>
    admin.call('create', 'identity.Schema', {
      schema_id,
      name: schema_id,
      schema_type,
      provider: 'acme',
      schema: { type: 'object', properties: { [field]: { type: 'string' } }, required: [field] },
    });
  await schema('acme-account', 'SERVICE_ACCOUNT', 'account_id');
  await schema('acme-key', 'SECRET', 'key');

  const project = await owner.call('create', 'project', { name: 'accounts', project_type: 'PRIVATE' });
  const account = {
    name: 'Acme account',
    provider: 'acme',
    data: { account_id: '42' },
    project_id: project.project_id,
    secret_schema_id: 'acme-key',
    secret_data: { key: 'open sesame' },
  };
  assert.match(
    await owner.error('exec', 'create', 'sa', '-j', JSON.stringify({ ...account, data: {} })),
    /^Parameter is invalid\. \(key = data/,
  );
  const created = await owner.call('create', 'sa', account);
  assert.equal(created.project_id, project.project_id);
  const secret = await owner.json('get', 'secret', '-p', `secret_id=${created.secret_id}`);
  assert.deepEqual([secret.provider, secret.schema_id], ['acme', 'acme-key']);
  assert.equal(secret.service_account_id, created.service_account_id);
  assert.equal(
    await owner.error('exec', 'get_data', 'secret', '-p', `secret_id=${created.secret_id}`),
    'Permission denied.',
  );

  const changed = await owner.call('update', 'sa', {
    service_account_id: created.service_account_id,
    tags: { a: 'b' },
  });
  assert.deepEqual([changed.name, changed.tags], ['Acme account', { a: 'b' }]);
  const analyzed = await owner.json<Listed>(
    'analyze',
    'sa',
    '-j',
    '{"query":{"group_by":["provider"],"fields":{"n":{"operator":"count"}}}}',
  );
  assert.deepEqual(analyzed.results, [{ provider: 'acme', n: 1 }]);

  assert.match(await admin.error('exec', 'delete', 'provider', '-p', 'provider=acme'), /is existed in/);
  await owner.call('delete', 'sa', { service_account_id: created.service_account_id });
  assert.match(
    await owner.error('get', 'secret', '-p', `secret_id=${created.secret_id}`),
    /^Resource cannot be found/,
  );
  for (const schema_id of ['acme-key', 'acme-account'])
    await admin.call('delete', 'identity.Schema', { schema_id });
  await admin.call('delete', 'provider', { provider: 'acme' });
});
