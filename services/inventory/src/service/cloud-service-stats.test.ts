import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { serverStarters } from '@hawser/core';
import { CollectingService } from '@hawser/proto/hawser/inventory/v1/collecting_pb.js';
import { CloudServiceStats } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_stats_pb.js';
import { fails } from '../../test/fails.ts';
import { listQuery, resultsOf, statQuery, timeSeriesQuery } from '../../test/query.ts';
import { startQuerySets } from '../../test/query-sets.ts';
import { until } from '../../test/until.ts';

const test = await startQuerySets({ STATS_SCHEDULE_HOUR: new Date().getUTCHours() });
const { inventory, client, postgres, owner, request, found } = test;
const stats = client(CloudServiceStats, 'owner');
const system = client(CollectingService, 'system');
const today = new Date().toISOString().slice(0, 10);

/** A query set that ran. */
async function ran(name: string) {
  const { querySetId } = await owner.create({ ...request, name });
  await owner.run({ querySetId });
  return querySetId;
}

describe('CloudServiceStats', () => {
  it('are the values of a day, each with where it belongs', async () => {
    const querySetId = await ran('Listed');
    const { results, totalCount } = await stats.list({
      querySetId,
      regionCode: 'r1',
      projectId: 'project-1',
    });
    assert.equal(totalCount, 1);
    const { $typeName: _, ...one } = results[0]!;
    assert.deepEqual(one, {
      querySetId,
      data: { cores: 3, count: 2 },
      unit: { cores: 'Core', count: 'Count' },
      provider: 'p',
      cloudServiceGroup: 'g',
      cloudServiceType: 't',
      regionCode: 'r1',
      account: '',
      additionalInfo: { os: 'linux' },
      domainId: 'domain-1',
      workspaceId: 'workspace-1',
      projectId: 'project-1',
      createdDate: today,
    });
    assert.equal((await stats.list({ querySetId, account: 'none' })).totalCount, 0);
    const many = listQuery({ filter: [{ k: 'data.cores', v: 3, o: 'gt' }] });
    assert.equal((await stats.list({ querySetId, query: many })).totalCount, 1);
    const ofGroup = listQuery({ filter: [{ k: 'project_group_id', v: 'pg-1', o: 'eq' }] });
    assert.equal((await stats.list({ querySetId, query: ofGroup })).totalCount, 1);
    await fails('REQUIRED_PARAMETER', stats.list({}), /query_set_id/);
  });

  it('are analyzed by day, month and year, within bounds', async () => {
    const querySetId = await ran('Analyzed');
    const analyze = (json: object) => {
      const query = timeSeriesQuery({
        group_by: ['additional_info.os'],
        fields: { cores: { key: 'data.cores', operator: 'sum' } },
        ...json,
      } as never);
      return stats.analyze({ querySetId, query }).then(resultsOf);
    };
    for (const [granularity, length] of [
      ['DAILY', 10],
      ['MONTHLY', 7],
      ['YEARLY', 4],
    ] as const) {
      const date = today.slice(0, length);
      assert.deepEqual(await analyze({ granularity, start: date, end: date }), [
        { os: 'linux', date, cores: 7 },
      ]);
    }
    const daily = { granularity: 'DAILY', start: '2020-01-01', end: '2020-03-01' };
    await fails('INVALID_PARAMETER', analyze(daily), /1 month/);
    await fails('INVALID_PARAMETER', analyze({ ...daily, end: '2020-01-02' }), /older/);
    const query = timeSeriesQuery({ granularity: 'DAILY', start: today, end: today });
    await fails('REQUIRED_PARAMETER', stats.analyze({ querySetId, query }), /query\.fields/);
  });

  it('are aggregated', async () => {
    const querySetId = await ran('Aggregated');
    const fields = [{ k: 'data.cores', o: 'sum', n: 'all' }];
    const query = statQuery({ aggregate: [{ group: { fields } }] });
    assert.deepEqual(resultsOf(await stats.stat({ querySetId, query })), [{ all: 7 }]);
    await fails('REQUIRED_PARAMETER', stats.stat({ querySetId }), /query/);
  });

  it('are kept by the day for a year, by the month for three', async () => {
    const querySetId = await ran('Kept');
    const copy = (table: string, column: string, ago: string, format: string) =>
      postgres.execute(
        `insert into ${table} (query_set_id, data, unit, provider, cloud_service_group, cloud_service_type,
           additional_info, domain_id, workspace_id, ${column})
         select query_set_id, data, unit, provider, cloud_service_group, cloud_service_type, additional_info,
           domain_id, workspace_id, to_char(now() at time zone 'utc' - $2::interval, $3)
         from cloud_service_stats where query_set_id = $1 and created_date = $4`,
        [querySetId, ago, format, today],
      );
    await copy('cloud_service_stats', 'created_date', '1 day', 'YYYY-MM-DD');
    await copy('cloud_service_stats', 'created_date', '14 months', 'YYYY-MM-DD');
    await copy('cloud_service_stats_months', 'created_month', '14 months', 'YYYY-MM');
    await copy('cloud_service_stats_months', 'created_month', '38 months', 'YYYY-MM');
    await owner.run({ querySetId });
    const left = async (table: string) =>
      (
        await postgres.query<{ n: number }>(
          `select count(*)::int as n from ${table} where query_set_id = $1`,
          [querySetId],
        )
      )[0]!.n;
    assert.deepEqual([await left('cloud_service_stats'), await left('cloud_service_stats_months')], [4, 4]);
  });
});

describe('the daily run', () => {
  before(() => inventory.start([serverStarters.worker]));

  it('runs every query set that is enabled', async () => {
    const { querySetId } = await owner.create({ ...request, name: 'Daily' });
    const disabled = await owner.create({ ...request, name: 'Disabled' });
    await owner.disable({ querySetId: disabled.querySetId });
    const [enabled] = await postgres.query<{ n: number }>(
      `select count(*)::int as n from cloud_service_query_sets where state = 'ENABLED'`,
    );
    assert.deepEqual((await system.runQuerySets({})).querySets, enabled!.n);
    await until(async () => ((await found(querySetId)).length === 2 ? true : undefined), 'statistics');
    const of = { querySetId: disabled.querySetId, domainId: 'domain-1' };
    await system.runQuerySet(of);
    assert.deepEqual(await found(of.querySetId), []);
    await system.runQuerySet({ ...of, querySetId: 'query-set-none' });
    await owner.enable({ querySetId: of.querySetId });
    await system.runQuerySet({ ...of, domainId: 'domain-2' });
    assert.deepEqual(await found(of.querySetId), []);
  });
});
