import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Metric } from '@hawser/proto/spaceone/api/inventory/v1/metric_pb.js';
import { fails } from '../../test/fails.ts';
import { startMetrics } from '../../test/metrics.ts';
import { analyzeQuery, listQuery, resultsOf, statQuery } from '../../test/query.ts';

const { client, owner, data, request, today, values } = await startMetrics();
const admin = client(Metric, 'admin');

describe('Metric', () => {
  it('is computed when it is created, by workspace, project and what it is grouped by', async () => {
    const metric = await owner.create(request);
    assert.match(metric.metricId, /^metric-[0-9a-f]{12}$/);
    assert.deepEqual(
      [metric.resourceType, metric.unit, metric.isManaged],
      ['inventory.CloudService:p.g.t', 'Core', false],
    );
    assert.deepEqual(
      metric.labelsInfo.map(({ key, name }) => `${key} ${name}`),
      [
        'workspace_id Workspace',
        'project_id Project',
        'service_account_id Service Account',
        'labels.region_code region_code',
      ],
    );
    assert.deepEqual(await values(metric.metricId), [
      ['workspace-1', '', 'r2', 4],
      ['workspace-1', 'project-1', 'r1', 3],
    ]);
    assert.deepEqual(await values(metric.metricId, 'member'), [['workspace-1', 'project-1', 'r1', 3]]);
    const [one] = (await data.list({ metricId: metric.metricId })).results;
    assert.deepEqual(
      [one!.unit, one!.namespaceId, one!.createdDate, one!.createdMonth, one!.createdYear],
      ['Core', 'ns-1', today, today.slice(0, 7), today.slice(0, 4)],
    );
    assert.deepEqual(await owner.get({ metricId: metric.metricId }), metric);
  });

  it('of the domain counts all workspaces, of which each sees its own', async () => {
    const { metricId } = await admin.create({
      ...request,
      metricId: 'metric-all',
      resourceGroup: 1,
      workspaceId: '',
    });
    assert.equal((await values(metricId, 'admin')).length, 3);
    assert.equal((await values(metricId)).length, 2);
    await fails('NOT_FOUND', owner.update({ metricId, name: 'x' }));
    await fails('NOT_FOUND', owner.delete({ metricId }));
    await owner.run({ metricId });
    assert.equal((await values(metricId, 'admin')).length, 3);
    await fails(
      'NOT_UNIQUE',
      admin.create({ ...request, metricId: 'metric-all', resourceGroup: 1 }),
      /metric_id = metric-all/,
    );
  });

  it('has the values of its query alone, today’s once', async () => {
    const { metricId } = await owner.create(request);
    await owner.run({ metricId });
    assert.equal((await values(metricId)).length, 2);
    const count = analyzeQuery({ fields: { value: { operator: 'count' } } });
    const updated = await owner.update({ metricId, name: 'Servers', queryOptions: count });
    assert.deepEqual([updated.name, updated.labelsInfo.length], ['Servers', 3]);
    assert.deepEqual(await values(metricId), [
      ['workspace-1', '', undefined, 1],
      ['workspace-1', 'project-1', undefined, 2],
    ]);
    await owner.delete({ metricId });
    assert.equal((await data.list({ metricId })).totalCount, 0);
    await fails('NOT_FOUND', owner.get({ metricId }));
    await fails('NOT_FOUND', owner.run({ metricId }));
    await fails('NOT_FOUND', owner.test({ metricId }));
    await fails('NOT_FOUND', owner.delete({ metricId }));
    await fails('NOT_FOUND', owner.update({ metricId, name: 'x' }));
  });

  it('is tried without being kept', async () => {
    const { metricId } = await owner.create(request);
    const most = analyzeQuery({
      group_by: ['region_code'],
      fields: { value: { key: 'data.cores', operator: 'max' } },
    });
    const results = resultsOf(await owner.test({ metricId, queryOptions: most })) as {
      region_code: string;
      value: number;
    }[];
    assert.deepEqual(results.map(({ region_code, value }) => [region_code, value]).sort(), [
      ['r1', 2],
      ['r2', 4],
    ]);
    assert.equal((await values(metricId)).length, 2);
  });

  it('is refused when its query can not be one', async () => {
    const query = (json: Parameters<typeof analyzeQuery>[0]) =>
      owner.create({ ...request, queryOptions: analyzeQuery(json) });
    await fails('INVALID_PARAMETER', query({ fields: { other: { operator: 'count' } } }), /value/);
    await fails(
      'INVALID_PARAMETER',
      query({ fields: { value: { key: 'nothing', operator: 'sum' } } }),
      /nothing/,
    );
    await fails(
      'INVALID_PARAMETER',
      owner.create({ ...request, resourceType: 'identity.User' }),
      /has no metrics/,
    );
    await fails(
      'INVALID_PARAMETER',
      owner.create({ ...request, resourceType: 'inventory.CloudService:p.g' }),
    );
    await fails('REQUIRED_PARAMETER', owner.create({ ...request, namespaceId: 'ns-none' }), /resource_type/);
    await fails('REQUIRED_PARAMETER', owner.create({ ...request, queryOptions: undefined }), /query_options/);
    assert.equal(
      (
        await owner.list({
          query: listQuery({ filter: [{ k: 'resource_type', v: 'identity.User', o: 'eq' }] }),
        })
      ).totalCount,
      0,
    );
  });

  it('is listed and aggregated', async () => {
    const { metricId } = await owner.create({ ...request, name: 'Listed' });
    assert.equal(
      (await owner.list({ metricId, namespaceId: 'ns-1', metricType: 2, isManaged: 'false' })).totalCount,
      1,
    );
    assert.equal((await owner.list({ metricId, metricType: 1 })).totalCount, 0);
    const query = statQuery({ distinct: 'name', filter: [{ k: 'metric_id', v: metricId, o: 'eq' }] });
    assert.deepEqual(resultsOf(await owner.stat({ query })), ['Listed']);
    await fails('REQUIRED_PARAMETER', owner.stat({}));
  });
});
