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
  more?: boolean;
}
const query = (value: object) => JSON.stringify({ query: value });

test('regions', async () => {
  const created = await owner.call('create', 'region', {
    name: 'Seoul',
    region_code: 'seoul',
    provider: 'acme',
  });
  assert.deepEqual(
    [created.region_key, created.workspace_id, created.domain_id],
    ['acme.seoul', workspaceId, domainId],
  );
  const tags = { latitude: '37.5', continent: { name: 'Asia' } };
  const changed = await owner.call('update', 'region', { region_id: created.region_id, tags });
  assert.deepEqual([changed.name, changed.tags], ['Seoul', tags]);
  const again = ['exec', 'create', 'region', '-j', '{"name":"x","region_code":"seoul","provider":"acme"}'];
  assert.match(await owner.error(...again), /^Tried to save duplicate unique key\./);
  const text = await owner.text('list', 'region', '-c', 'name,tags.continent.name|Continent');
  assert.match(text, /Seoul +\| Asia/);
  assert.match(text, /Count: 1 \/ 1/);
  await owner.call('delete', 'region', { region_id: created.region_id });
  assert.equal((await owner.text('list', 'region')).trim(), 'NO DATA');
});

test('cloud service types', async () => {
  const created = await owner.call('create', 'cst', {
    name: 'Server',
    group: 'Compute',
    provider: 'acme',
    is_major: true,
    labels: ['Compute', 'Linux'],
    metadata: { view: { table: { layout: { options: { fields: [] } } } } },
  });
  assert.equal(created.cloud_service_type_key, 'acme.Compute.Server');
  assert.deepEqual(created.labels, ['Compute', 'Linux']);
  const changed = await owner.call('update', 'cst', {
    cloud_service_type_id: created.cloud_service_type_id,
    service_code: 'srv',
    labels: [],
  });
  assert.deepEqual([changed.service_code, changed.is_major], ['srv', true]);
  assert.deepEqual(changed.labels ?? [], []);
  const listed = await owner.json<Listed>('list', 'cst', '-p', 'cloud_service_type_key=acme.Compute.Server');
  assert.equal(listed.total_count, 1);
  await owner.call('delete', 'cst', { cloud_service_type_id: created.cloud_service_type_id });
});

test('cloud services are created, found, changed, counted and deleted', async () => {
  const server = (name: string, cpu: number, more: object = {}) =>
    owner.call('create', 'cs', {
      name,
      provider: 'acme',
      cloud_service_group: 'Compute',
      cloud_service_type: 'Server',
      region_code: 'seoul',
      data: { hardware: { cpu, disks: [{ size: 10 }, { size: 20 }] } },
      tags: { env: 'test' },
      ...more,
    });
  const first = await server('one', 2, { ip_addresses: ['10.0.0.1'], instance_size: 1.5 });
  await server('two', 4);
  await server('three', 8, { region_code: 'busan' });
  assert.deepEqual(first.ip_addresses, ['10.0.0.1']);
  const got = await owner.json('get', 'cs', '-p', `cloud_service_id=${first.cloud_service_id}`);
  assert.deepEqual(got.data, { hardware: { cpu: 2, disks: [{ size: 10 }, { size: 20 }] } });
  assert.equal(got.instance_size, 1.5);

  const byKey = await owner.json<Listed>(
    ...['list', 'cs', '-j', query({ filter: [{ k: 'data.hardware.cpu', v: 4, o: 'gte' }] }), '-s', '-name'],
  );
  assert.deepEqual(
    byKey.results?.map(({ name }) => name),
    ['two', 'three'],
  );
  const either = await owner.json<Listed>(
    ...[
      'list',
      'cs',
      '-j',
      query({
        filter_or: [
          { key: 'name', value: 'ON', operator: 'contain' },
          { key: 'region_code', value: ['busan'], operator: 'in' },
        ],
      }),
    ],
  );
  assert.equal(either.total_count, 2);
  const columns = await owner.text('list', 'cs', '-c', 'name,data.hardware.cpu|CPU', '-s', 'name', '-l', '1');
  assert.match(columns, /name +\| +CPU/);
  assert.match(columns, /one +\| +2/);
  assert.match(columns, /Count: 1 \/ 3/);
  const minimal = await owner.json<Listed>('list', 'cs', '-m');
  assert.ok(minimal.results?.every(({ data }) => data === undefined));
  const count = await owner.json<Listed>('list', 'cs', '-j', query({ count_only: true }));
  assert.deepEqual(count, { total_count: 3 });
  const found = await owner.json<Listed>('list', 'cs', '-j', query({ keyword: 'thr' }));
  assert.deepEqual(
    found.results?.map(({ name }) => name),
    ['three'],
  );

  const analyzed = await owner.json<Listed>(
    'analyze',
    'cs',
    '-j',
    query({
      group_by: ['region_code'],
      fields: {
        cpus: { key: 'data.hardware.cpu', operator: 'sum' },
        count: { operator: 'count' },
      },
      sort: [{ key: 'cpus', desc: true }],
    }),
    '-l',
    '1',
  );
  assert.deepEqual(analyzed.results, [{ region_code: 'busan', cpus: 8, count: 1 }]);
  assert.equal(analyzed.more, true);
  const stat = await owner.json<Listed>('stat', 'cs', '-j', query({ distinct: 'region_code' }));
  assert.deepEqual(stat.results?.toSorted(), ['busan', 'seoul']);

  const changed = await owner.call('update', 'cs', {
    cloud_service_id: first.cloud_service_id,
    data: { owner: 'kim' },
    tags: { env: 'prod' },
  });
  assert.equal((changed.data as { owner: string }).owner, 'kim');
  const other = await admin.json<Listed>('list', 'cs', '-p', `workspace_id=${workspaceId}`);
  assert.equal(other.total_count, 3);
  await owner.call('delete', 'cs', { cloud_service_id: first.cloud_service_id });
  const gone = await owner.json('get', 'cs', '-p', `cloud_service_id=${first.cloud_service_id}`);
  assert.equal(gone.state, 'DELETED');
  assert.equal((await owner.json<Listed>('list', 'cs')).total_count, 2);
});

test('namespaces and metrics', async () => {
  const namespace = await owner.call('create', 'inventory.Namespace', {
    name: 'Servers',
    category: 'ASSET',
    resource_type: 'inventory.CloudService:acme.Compute.Server',
    resource_group: 'WORKSPACE',
    workspace_id: workspaceId,
  });
  const metric = await owner.call('create', 'inventory.Metric', {
    name: 'Servers',
    metric_type: 'GAUGE',
    resource_type: 'inventory.CloudService:acme.Compute.Server',
    query_options: { group_by: ['region_code'], fields: { value: { operator: 'count' } } },
    unit: 'Count',
    namespace_id: namespace.namespace_id,
    resource_group: 'WORKSPACE',
    workspace_id: workspaceId,
  });
  const listed = await owner.json<Listed>('list', 'inventory.Metric', '-p', `metric_id=${metric.metric_id}`);
  assert.equal(listed.total_count, 1);
  await owner.call('delete', 'inventory.Metric', { metric_id: metric.metric_id });
  await owner.call('delete', 'inventory.Namespace', { namespace_id: namespace.namespace_id });
});
