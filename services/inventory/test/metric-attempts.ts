import type { DescService } from '@bufbuild/protobuf';
import { CloudServiceQuerySet } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_query_set_pb.js';
import { CloudServiceStats } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_stats_pb.js';
import { MetricData } from '@hawser/proto/spaceone/api/inventory/v1/metric_data_pb.js';
import { MetricExample } from '@hawser/proto/spaceone/api/inventory/v1/metric_example_pb.js';
import { Metric } from '@hawser/proto/spaceone/api/inventory/v1/metric_pb.js';
import { Namespace } from '@hawser/proto/spaceone/api/inventory/v1/namespace_pb.js';
import type { Requests } from './attempts.ts';
import type { startPlatform } from './platform.ts';
import { analyzeQuery, distinct, timeSeriesQuery } from './query.ts';

const today = new Date().toISOString().slice(0, 10);
const sumOf = (key: string) =>
  timeSeriesQuery({
    granularity: 'DAILY',
    start: today,
    end: today,
    fields: { value: { key, operator: 'sum' } },
  });

/** Whom what is made belongs to. */
interface Own {
  resourceGroup: 2;
  workspaceId: string;
}

/** Which cloud services are counted. */
interface Type {
  provider: string;
  cloudServiceGroup: string;
  cloudServiceType: string;
}

/** Makes a metric and a query set with values, and returns a request after them for every method about such. */
export async function makeMetricAttempts(
  client: Awaited<ReturnType<typeof startPlatform>>['client'],
  { provider, cloudServiceGroup, cloudServiceType }: Type,
  own: Own,
) {
  const type = { provider, cloudServiceGroup, cloudServiceType };
  const { namespaceId } = await client(Namespace, 'owner').create({
    ...own,
    name: 'n',
    category: 'ASSET',
    resourceType: 'inventory.CloudService',
  });
  const queryOptions = analyzeQuery({ fields: { value: { operator: 'count' } } });
  const metric = { ...own, name: 'm', metricType: 2, queryOptions, namespaceId } as const;
  const { metricId } = await client(Metric, 'owner').create(metric);
  const querySet = { ...own, ...type, name: 'q', queryOptions };
  const { querySetId } = await client(CloudServiceQuerySet, 'owner').create(querySet);
  await client(CloudServiceQuerySet, 'owner').run({ querySetId });
  const example = { metricId, name: 'e', options: {} };
  const { exampleId } = await client(MetricExample, 'owner').create(example);
  const attempts: [DescService, Requests][] = [
    [
      Namespace,
      {
        create: 'open',
        update: { namespaceId, name: 'x' },
        delete: { namespaceId },
        get: { namespaceId },
        list: { namespaceId },
        stat: distinct('namespace_id'),
      },
    ],
    [
      Metric,
      {
        create: { ...metric, workspaceId: '' },
        update: { metricId, name: 'x' },
        delete: { metricId },
        run: { metricId },
        test: { metricId },
        get: { metricId },
        list: { metricId },
        stat: distinct('metric_id'),
      },
    ],
    [
      MetricData,
      {
        list: { metricId },
        stat: { metricId, ...distinct('workspace_id') },
        analyze: { metricId, query: sumOf('value') },
      },
    ],
    [
      MetricExample,
      {
        create: example,
        update: { exampleId, name: 'x' },
        delete: { exampleId },
        get: { exampleId },
        list: { exampleId },
        stat: distinct('example_id'),
      },
    ],
    [
      CloudServiceQuerySet,
      {
        create: 'open',
        update: { querySetId, name: 'x' },
        delete: { querySetId },
        run: { querySetId },
        test: { querySetId },
        enable: { querySetId },
        disable: { querySetId },
        get: { querySetId },
        list: { querySetId },
        stat: distinct('query_set_id'),
      },
    ],
    [
      CloudServiceStats,
      {
        list: { querySetId },
        stat: { querySetId, ...distinct('workspace_id') },
        analyze: { querySetId, query: sumOf('data.value') },
      },
    ],
  ];
  return { attempts, exampleId, querySetId };
}
