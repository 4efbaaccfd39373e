import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MetricExample } from '@hawser/proto/spaceone/api/inventory/v1/metric_example_pb.js';
import { Metric } from '@hawser/proto/spaceone/api/inventory/v1/metric_pb.js';
import { fails } from '../../test/fails.ts';
import { startMetrics } from '../../test/metrics.ts';
import type { Caller } from '../../test/platform.ts';
import { resultsOf, statQuery } from '../../test/query.ts';

const { client, owner, request } = await startMetrics();
const examples = client(MetricExample, 'owner');
const { metricId } = await owner.create(request);
const ofDomain = await client(Metric, 'admin').create({ ...request, resourceGroup: 1, workspaceId: '' });
const options = { group_by: ['region_code'], granularity: 'DAILY' };

describe('MetricExample', () => {
  it('is a view of a metric, changed, listed and deleted', async () => {
    const created = await examples.create({ metricId, name: 'Mine', options, tags: { a: 'b' } });
    const { exampleId } = created;
    assert.match(exampleId, /^example-[0-9a-f]{12}$/);
    assert.deepEqual(
      [created.name, created.options, created.tags, created.metricId, created.namespaceId],
      ['Mine', options, { a: 'b' }, metricId, 'ns-1'],
    );
    assert.deepEqual([created.domainId, created.userId], ['domain-1', 'kim']);
    const updated = await examples.update({ exampleId, name: 'Ours', options: {} });
    assert.deepEqual([updated.name, updated.options, updated.tags], ['Ours', {}, { a: 'b' }]);
    assert.ok(updated.updatedAt >= created.updatedAt);
    assert.deepEqual(await examples.get({ exampleId }), updated);
    for (const search of [{ exampleId }, { metricId }, { name: 'Ours', namespaceId: 'ns-1' }])
      assert.deepEqual((await examples.list(search)).results, [updated]);
    assert.equal((await examples.list({ metricId: 'metric-none' })).totalCount, 0);
    const query = statQuery({ distinct: 'name', filter: [{ k: 'example_id', v: exampleId, o: 'eq' }] });
    assert.deepEqual(resultsOf(await examples.stat({ query })), ['Ours']);
    await examples.delete({ exampleId });
    await fails('NOT_FOUND', examples.get({ exampleId }));
    await fails('NOT_FOUND', examples.update({ exampleId, name: 'x' }));
    await fails('NOT_FOUND', examples.delete({ exampleId }));
  });

  it('needs a metric, a name and options', async () => {
    await fails('REQUIRED_PARAMETER', examples.create({ name: 'x', options }), /metric_id/);
    await fails('REQUIRED_PARAMETER', examples.create({ metricId, options }), /name/);
    await fails('REQUIRED_PARAMETER', examples.create({ metricId, name: 'x' }), /options/);
    await fails('NOT_FOUND', examples.create({ metricId: 'metric-none', name: 'x', options }), /metric-none/);
    await fails('REQUIRED_PARAMETER', examples.stat({}), /query/);
  });

  it('is of a metric that the caller may see', async () => {
    const example = { metricId, name: 'x', options };
    for (const caller of ['neighbour', 'person', 'stranger', 'strangeAdmin'] as const satisfies Caller[])
      await fails('NOT_FOUND', client(MetricExample, caller).create(example), /metric_id/);
    for (const caller of ['owner', 'member', 'admin'] as const satisfies Caller[])
      assert.equal((await client(MetricExample, caller).create(example)).metricId, metricId);
    for (const caller of ['neighbour', 'person'] as const satisfies Caller[]) {
      const made = await client(MetricExample, caller).create({ ...example, metricId: ofDomain.metricId });
      assert.equal(made.metricId, ofDomain.metricId);
    }
    await fails('PERMISSION_DENIED', client(MetricExample, 'system').create(example));
  });

  it("is its user's alone, whatever the user's role", async () => {
    const { exampleId } = await examples.create({ metricId, name: 'Secret', options });
    for (const caller of ['member', 'admin', 'stranger'] as const satisfies Caller[]) {
      const others = client(MetricExample, caller);
      await fails('NOT_FOUND', others.get({ exampleId }));
      await fails('NOT_FOUND', others.update({ exampleId, name: 'x' }));
      await fails('NOT_FOUND', others.delete({ exampleId }));
      assert.equal((await others.list({ exampleId })).totalCount, 0);
    }
    // The same user, in no workspace.
    assert.equal((await client(MetricExample, 'person').get({ exampleId })).name, 'Secret');
  });

  it('goes with its metric', async () => {
    const metric = await owner.create({ ...request, name: 'Short-lived' });
    const { exampleId } = await examples.create({ metricId: metric.metricId, name: 'x', options });
    await owner.delete({ metricId: metric.metricId });
    await fails('NOT_FOUND', examples.get({ exampleId }));
  });
});
