import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CloudServiceQuerySet } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_query_set_pb.js';
import { fails } from '../../test/fails.ts';
import { analyzeQuery, listQuery, resultsOf, statQuery } from '../../test/query.ts';
import { startQuerySets } from '../../test/query-sets.ts';

const { client, owner, request, found } = await startQuerySets();
const admin = client(CloudServiceQuerySet, 'admin');
const ofDomain = { ...request, resourceGroup: 1, workspaceId: '' };

describe('CloudServiceQuerySet', () => {
  it('is an analysis of one type of cloud services, changed, listed and deleted', async () => {
    const created = await owner.create({ ...request, tags: { a: 'b' } });
    const { querySetId } = created;
    assert.match(querySetId, /^query-set-[0-9a-f]{12}$/);
    assert.deepEqual(
      [created.state, created.queryType, created.resourceGroup, created.workspaceId],
      [1, 2, 2, 'workspace-1'],
    );
    assert.deepEqual(
      [created.dataKeys, created.additionalInfoKeys, created.unit, created.tags],
      [['cores', 'count'], ['os'], { cores: 'Core' }, { a: 'b' }],
    );
    assert.deepEqual(await owner.get({ querySetId }), created);
    const most = analyzeQuery({ fields: { most: { key: 'data.cores', operator: 'max' } } });
    const updated = await owner.update({ querySetId, name: 'Most', queryOptions: most, unit: {} });
    assert.deepEqual(
      [updated.name, updated.dataKeys, updated.additionalInfoKeys, updated.unit, updated.provider],
      ['Most', ['most'], [], {}, 'p'],
    );
    const search = { name: 'Most', state: 1, queryType: 2, provider: 'p', cloudServiceGroup: 'g' } as const;
    assert.equal((await owner.list({ ...search, cloudServiceType: 't' })).totalCount, 1);
    assert.equal((await owner.list({ querySetId, queryType: 1 })).totalCount, 0);
    assert.equal((await owner.list({ query: listQuery({ keyword: 'mos' }) })).totalCount, 1);
    const query = statQuery({ distinct: 'name', filter: [{ k: 'query_set_id', v: querySetId, o: 'eq' }] });
    assert.deepEqual(resultsOf(await owner.stat({ query })), ['Most']);
    await owner.run({ querySetId });
    assert.equal((await found(querySetId)).length, 2);
    await owner.delete({ querySetId });
    assert.deepEqual(await found(querySetId), []);
    for (const method of ['get', 'update', 'delete', 'run', 'test', 'enable', 'disable'] as const)
      await fails('NOT_FOUND', owner[method]({ querySetId }), /query_set_id/);
  });

  it('is run for a day, once however often', async () => {
    const { querySetId } = await owner.create({ ...request, name: 'Run' });
    assert.deepEqual(await found(querySetId), []);
    for (let i = 0; i < 2; i++) await owner.run({ querySetId });
    assert.deepEqual(await found(querySetId), [
      ['workspace-1', '', 'r2', 'linux', { cores: 4, count: 1 }],
      ['workspace-1', 'project-1', 'r1', 'linux', { cores: 3, count: 2 }],
    ]);
    const renamed = analyzeQuery({ fields: { n: { operator: 'count' } } });
    await owner.update({ querySetId, queryOptions: renamed });
    await owner.run({ querySetId });
    assert.deepEqual(
      (await found(querySetId)).map(([, , , , data]) => data),
      [{ n: 1 }, { n: 2 }],
    );
  });

  it('is tried without being kept', async () => {
    const { querySetId } = await owner.create({ ...request, name: 'Tried' });
    const results = resultsOf(await owner.test({ querySetId })) as { region_code: string; cores: number }[];
    assert.deepEqual(results.map(({ region_code, cores }) => [region_code, cores]).sort(), [
      ['r1', 3],
      ['r2', 4],
    ]);
    assert.deepEqual(await found(querySetId), []);
  });

  it('keeps what its query selects', async () => {
    const queryOptions = analyzeQuery({
      fields: { cores: { key: 'data.cores', operator: 'sum' }, n: { operator: 'count' } },
      select: { mean: { operator: 'divide', fields: ['cores', 'n'] } },
    });
    const { querySetId, dataKeys } = await owner.create({ ...request, name: 'Selected', queryOptions });
    assert.deepEqual(dataKeys, ['mean']);
    await owner.run({ querySetId });
    assert.deepEqual(
      (await found(querySetId)).map(([, , , , data]) => data),
      [{ mean: 4 }, { mean: 1.5 }],
    );
  });

  it('rests while it is disabled', async () => {
    const { querySetId } = await owner.create({ ...request, name: 'Resting' });
    assert.equal((await owner.disable({ querySetId })).state, 2);
    await fails('INVALID_PARAMETER', owner.run({ querySetId }), /disabled/);
    await fails('INVALID_PARAMETER', owner.test({ querySetId }), /disabled/);
    assert.equal((await owner.list({ querySetId, state: 2 })).totalCount, 1);
    assert.equal((await owner.enable({ querySetId })).state, 1);
    await owner.run({ querySetId });
    assert.equal((await found(querySetId)).length, 2);
  });

  it('of the domain finds what is in all workspaces, of which each sees its own', async () => {
    const { querySetId, workspaceId } = await admin.create(ofDomain);
    assert.equal(workspaceId, '*');
    assert.equal((await owner.get({ querySetId })).name, request.name);
    for (const method of ['update', 'delete', 'run', 'test', 'enable', 'disable'] as const)
      await fails('NOT_FOUND', owner[method]({ querySetId }));
    await admin.run({ querySetId });
    assert.equal((await found(querySetId, 'admin')).length, 3);
    assert.equal((await found(querySetId)).length, 2);
    assert.equal((await found(querySetId, 'neighbour')).length, 1);
    assert.equal((await found(querySetId, 'member')).length, 1);
    await fails('PERMISSION_DENIED', client(CloudServiceQuerySet, 'member').create(request));
    await fails('PERMISSION_DENIED', owner.create(ofDomain));
  });

  it('has a name that is unique for its type', async () => {
    await owner.create({ ...request, name: 'Once' });
    await fails(
      'NOT_UNIQUE',
      owner.create({ ...request, name: 'Once', tags: { again: 'yes' } }),
      /name = Once/,
    );
    const { querySetId } = await owner.create({ ...request, name: 'Twice' });
    await fails('NOT_UNIQUE', owner.update({ querySetId, name: 'Once' }), /name = Once/);
    const other = { ...request, name: 'Once', cloudServiceType: 'other' };
    assert.equal((await owner.create(other)).name, 'Once');
  });

  it('is refused when its query can not be one', async () => {
    const query = (json: Parameters<typeof analyzeQuery>[0]) =>
      owner.create({ ...request, name: 'Wrong', queryOptions: analyzeQuery(json) });
    const n = { operator: 'count' };
    await fails('REQUIRED_PARAMETER', query({ group_by: ['data.os'] }), /query_options\.fields/);
    await fails(
      'INVALID_PARAMETER',
      query({ fields: { n: { key: 'nothing', operator: 'sum' } } }),
      /nothing/,
    );
    await fails('INVALID_PARAMETER', query({ fields: { account: n } }), /account/);
    await fails(
      'INVALID_PARAMETER',
      query({ group_by: ['data.account'], fields: { n } }),
      /group_by.*account/,
    );
    await fails('INVALID_PARAMETER', query({ group_by: ['nothing'], fields: { n } }), /group_by\[0\]/);
    await fails('INVALID_PARAMETER', query({ fields: { n }, field_group: ['account'] }), /field_group/);
    await fails('REQUIRED_PARAMETER', owner.create({ ...request, queryOptions: undefined }), /query_options/);
    await fails('REQUIRED_PARAMETER', owner.create({ ...request, provider: '' }), /provider/);
    await fails('REQUIRED_PARAMETER', owner.create({ ...request, resourceGroup: 0 }), /resource_group/);
    await fails('NOT_FOUND', admin.create({ ...request, workspaceId: 'workspace-none' }));
    assert.equal((await owner.list({ name: 'Wrong' })).totalCount, 0);
    const { querySetId } = await owner.create({ ...request, name: 'Right' });
    const wrong = analyzeQuery({ fields: { n: { key: 'nothing', operator: 'sum' } } });
    await fails('INVALID_PARAMETER', owner.update({ querySetId, name: 'Changed', queryOptions: wrong }));
    assert.equal((await owner.get({ querySetId })).name, 'Right');
    await fails('REQUIRED_PARAMETER', owner.stat({}), /query/);
  });
});
