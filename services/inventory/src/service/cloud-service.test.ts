import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { fails } from '../../test/fails.ts';
import { startPlatform } from '../../test/platform.ts';
import { analyzeQuery, listQuery, resultsOf, statQuery } from '../../test/query.ts';

const { client } = await startPlatform();
const owner = client(CloudService, 'owner');

const request = {
  name: 'web-1',
  provider: 'aws',
  cloudServiceGroup: 'EC2',
  cloudServiceType: 'Instance',
  data: { cpu: { cores: 4 }, os: 'linux' },
};

describe('CloudService', () => {
  it('creates with tags and metadata under the provider', async () => {
    const created = await owner.create({
      ...request,
      ipAddresses: ['10.0.0.1', '10.0.0.2'],
      instanceSize: 1.5,
      reference: { resourceId: 'i-1', externalLink: 'https://console/i-1' },
      tags: { Name: 'web', 'k8s.io/app': 'web' },
      metadata: { view: 'table' },
      regionCode: 'ap-northeast-2',
      projectId: 'project-1',
    });
    assert.match(created.cloudServiceId, /^cloud-svc-[0-9a-f]{12}$/);
    assert.equal(created.state, 'ACTIVE');
    assert.deepEqual(created.tags, { aws: { Name: 'web', 'k8s.io/app': 'web' } });
    assert.deepEqual(created.tagKeys, { aws: ['Name', 'k8s.io/app'] });
    assert.deepEqual(created.metadata, { aws: { view: 'table' } });
    assert.deepEqual(
      [created.domainId, created.workspaceId, created.projectId],
      ['domain-1', 'workspace-1', 'project-1'],
    );
    assert.equal(created.reference!.resourceId, 'i-1');
    const read = await owner.get({ cloudServiceId: created.cloudServiceId });
    assert.deepEqual(read, created);
  });

  it('needs data, and a project of the workspace', async () => {
    await fails('REQUIRED_PARAMETER', owner.create({ ...request, data: undefined }), /key = data/);
    await fails('NOT_FOUND', owner.create({ ...request, projectId: 'project-9' }), /project_id = project-9/);
    await fails('REQUIRED_PARAMETER', owner.create({ ...request, provider: '' }));
  });

  it('merges data at its top level, and keeps what is left out', async () => {
    const { cloudServiceId } = await owner.create({ ...request, tags: { a: '1' }, projectId: 'project-1' });
    const updated = await owner.update({
      cloudServiceId,
      data: { cpu: { sockets: 2 } },
      tags: { b: '2' },
      metadata: { own: 1 },
    });
    assert.deepEqual(updated.data, { cpu: { sockets: 2 }, os: 'linux' });
    assert.deepEqual(updated.tags, { aws: { a: '1' }, custom: { b: '2' } });
    assert.deepEqual(updated.tagKeys, { aws: ['a'], custom: ['b'] });
    assert.deepEqual(updated.metadata, { custom: { own: 1 } });
    assert.deepEqual([updated.name, updated.projectId], ['web-1', 'project-1']);
    await fails('NOT_FOUND', owner.update({ cloudServiceId, projectId: 'project-9' }));
    await fails('NOT_FOUND', owner.update({ cloudServiceId: 'cloud-svc-none', name: 'x' }));
  });

  it('keeps deleted ones, which lists leave out unless asked', async () => {
    const { cloudServiceId } = await owner.create({ ...request, provider: 'deleted' });
    await owner.delete({ cloudServiceId });
    const { state, deletedAt } = await owner.get({ cloudServiceId });
    assert.equal(state, 'DELETED');
    assert.match(deletedAt, /Z$/);
    await fails('INVALID_PARAMETER', owner.delete({ cloudServiceId }), /already been deleted/);
    await fails('INVALID_PARAMETER', owner.update({ cloudServiceId, name: 'x' }), /already been deleted/);
    await fails('NOT_FOUND', owner.delete({ cloudServiceId: 'cloud-svc-none' }));
    const provider = 'deleted';
    assert.equal((await owner.list({ provider })).totalCount, 0);
    assert.equal((await owner.list({ provider, state: 'DELETED' })).totalCount, 1);
    const query = listQuery({
      filter: [{ k: 'state', v: ['ACTIVE', 'DELETED'], o: 'in' }],
      count_only: true,
    });
    assert.deepEqual(await owner.list({ provider, query }), {
      $typeName: 'spaceone.api.inventory.v1.CloudServicesInfo',
      results: [],
      totalCount: 1,
    });
  });

  it('lists by fields, nested keys, keyword, page and projection', async () => {
    for (let i = 0; i < 3; i++) {
      await owner.create({
        ...request,
        provider: 'list',
        name: `node-${i}`,
        ipAddresses: [`10.1.0.${i}`],
        data: { cpu: { cores: i }, labels: [{ key: 'role', value: `r${i}` }] },
        projectId: i === 0 ? 'project-1' : 'project-2',
      });
    }
    const names = async (json: Parameters<typeof listQuery>[0], more = {}) =>
      (await owner.list({ provider: 'list', ...more, query: listQuery(json) })).results.map(
        ({ name }) => name,
      );
    assert.deepEqual(await names({ sort: [{ key: 'name', desc: true }] }), ['node-2', 'node-1', 'node-0']);
    assert.deepEqual(
      await names({ filter: [{ k: 'data.cpu.cores', v: 1, o: 'gte' }], sort: [{ key: 'name' }] }),
      ['node-1', 'node-2'],
    );
    assert.deepEqual(await names({ filter: [{ k: 'data.labels.value', v: 'r2', o: 'eq' }] }), ['node-2']);
    assert.deepEqual(await names({}, { ipAddress: '10.1.0.1' }), ['node-1']);
    assert.deepEqual(await names({}, { projectId: 'project-1' }), ['node-0']);
    assert.deepEqual(await names({}, { projectGroupId: 'pg-1' }), ['node-0']);
    assert.deepEqual(
      await names({ filter: [{ k: 'project_group_id', v: ['pg-2'], o: 'in' }], sort: [{ key: 'name' }] }),
      ['node-1', 'node-2'],
    );
    assert.deepEqual(await names({ keyword: 'NODE-2' }), ['node-2']);
    const page = await owner.list({
      provider: 'list',
      query: listQuery({
        page: { start: 2, limit: 1 },
        sort: [{ key: 'name' }],
        only: ['name', 'data.cpu.cores'],
      }),
    });
    assert.equal(page.totalCount, 3);
    assert.deepEqual(
      page.results.map(({ name, data, provider }) => ({ name, data, provider })),
      [{ name: 'node-1', data: { cpu: { cores: 1 } }, provider: '' }],
    );
    await fails(
      'INVALID_PARAMETER',
      owner.list({ query: listQuery({ filter: [{ k: 'nothing', v: 1, o: 'eq' }] }) }),
    );
    await fails('DB_QUERY', owner.list({ query: listQuery({ filter: [{ k: 'name', v: 1, o: 'like' }] }) }));
  });

  it('analyzes and aggregates without deleted ones', async () => {
    for (const cores of [1, 2, 5]) {
      const { cloudServiceId } = await owner.create({ ...request, provider: 'sum', data: { cores } });
      if (cores === 5) await owner.delete({ cloudServiceId });
    }
    const filter = [{ k: 'provider', v: 'sum', o: 'eq' }];
    const analyze = analyzeQuery({
      group_by: ['provider'],
      fields: { cores: { key: 'data.cores', operator: 'sum' }, n: { operator: 'count' } },
      filter,
    });
    assert.deepEqual(resultsOf(await owner.analyze({ query: analyze })), [
      { provider: 'sum', cores: 3, n: 2 },
    ]);
    const stat = statQuery({ filter, aggregate: [{ count: { name: 'n' } }] });
    assert.deepEqual(resultsOf(await owner.stat({ query: stat })), [{ n: 2 }]);
    await fails(
      'REQUIRED_PARAMETER',
      owner.analyze({ query: analyzeQuery({ group_by: ['provider'] }) }),
      /query\.fields/,
    );
  });

  it('can not write files yet', async () => {
    await fails('NOT_IMPLEMENTED', owner.export({ options: [{ name: 'x' }] }));
  });
});
