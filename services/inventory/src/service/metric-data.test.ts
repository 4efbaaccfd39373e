import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CollectingService } from '@hawser/proto/hawser/inventory/v1/collecting_pb.js';
import { fails } from '../../test/fails.ts';
import { startMetrics } from '../../test/metrics.ts';
import { analyzeQuery, listQuery, resultsOf, statQuery, timeSeriesQuery } from '../../test/query.ts';

const { client, postgres, owner, data, request, today, values } = await startMetrics();

describe('MetricData', () => {
  it('counts what happened on a day, and adds up over the month', async () => {
    const created = analyzeQuery({ fields: { value: { operator: 'count' } } });
    const { metricId, dateField } = await owner.create({ ...request, metricType: 1, queryOptions: created });
    assert.equal(dateField, 'created_at');
    // What was created today counts tomorrow.
    assert.deepEqual(await values(metricId), []);
    await postgres.execute(
      `update cloud_services set created_at = date_trunc('day', now() at time zone 'utc') at time zone 'utc' - interval '1 hour' where name in ('a', 'c')`,
    );
    await postgres.execute(
      `update cloud_services set created_at = date_trunc('day', now() at time zone 'utc') at time zone 'utc' - interval '25 hours' where name = 'b'`,
    );
    const system = client(CollectingService, 'system');
    await system.runMetric({ metricId, domainId: 'domain-1', dayBefore: true });
    await system.runMetric({ metricId, domainId: 'domain-1' });
    const { results } = await data.list({ metricId, query: listQuery({ sort: [{ key: 'created_date' }] }) });
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    assert.deepEqual(
      results.map(({ createdDate, value, projectId }) => `${createdDate} ${projectId} ${value}`).sort(),
      [`${yesterday} project-1 1`, `${today}  1`, `${today} project-1 1`].sort(),
    );
    const monthly = timeSeriesQuery({
      granularity: 'YEARLY',
      start: today.slice(0, 4),
      end: today.slice(0, 4),
      group_by: ['workspace_id'],
      fields: { total: { key: 'value', operator: 'sum' } },
    });
    const [sum] = resultsOf(await data.analyze({ metricId, query: monthly })) as {
      total: number;
      date: string;
    }[];
    assert.deepEqual(
      [sum!.date, sum!.total],
      [today.slice(0, 4), yesterday.slice(0, 4) === today.slice(0, 4) ? 3 : 2],
    );
  });

  it('is analyzed by day, month and year, within bounds', async () => {
    const { metricId } = await owner.create(request);
    const analyze = async (json: object) => {
      const query = timeSeriesQuery({
        group_by: ['labels.region_code'],
        fields: { value: { key: 'value', operator: 'sum' } },
        ...json,
      } as never);
      return resultsOf(await data.analyze({ metricId, query })) as {
        region_code: string;
        date: string;
        value: number;
      }[];
    };
    for (const [granularity, length] of [
      ['DAILY', 10],
      ['MONTHLY', 7],
      ['YEARLY', 4],
    ] as const) {
      const date = today.slice(0, length);
      const results = await analyze({ granularity, start: date, end: date, sort: [{ key: 'value' }] });
      assert.deepEqual(
        results.map(({ region_code, date: at, value }) => [region_code, at, value]),
        [
          ['r1', date, 3],
          ['r2', date, 4],
        ],
      );
    }
    await fails(
      'INVALID_PARAMETER',
      analyze({ granularity: 'DAILY', start: '2020-01-01', end: '2020-03-01' }),
      /1 month/,
    );
    await fails(
      'INVALID_PARAMETER',
      analyze({ granularity: 'DAILY', start: '2020-01-01', end: '2020-01-02' }),
      /older/,
    );
    await fails(
      'INVALID_PARAMETER',
      analyze({ granularity: 'MONTHLY', start: today.slice(0, 7), end: '2020-01' }),
      /greater/,
    );
    await fails(
      'INVALID_PARAMETER_TYPE',
      analyze({ granularity: 'YEARLY', start: '2020-01', end: '2020-01' }),
      /YYYY/,
    );
    await fails(
      'REQUIRED_PARAMETER',
      data.analyze({ metricId, query: timeSeriesQuery({ granularity: 'DAILY', start: today, end: today }) }),
      /query\.fields/,
    );
    await fails('REQUIRED_PARAMETER', data.list({}), /metric_id/);
  });

  it('is aggregated', async () => {
    const { metricId } = await owner.create(request);
    const query = statQuery({ aggregate: [{ group: { fields: [{ k: 'value', o: 'sum', n: 'all' }] } }] });
    assert.deepEqual(resultsOf(await data.stat({ metricId, query })), [{ all: 7 }]);
    await fails('REQUIRED_PARAMETER', data.stat({ metricId }));
  });
});
