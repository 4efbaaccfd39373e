import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { MetricData } from '@hawser/proto/spaceone/api/inventory/v1/metric_data_pb.js';
import { Metric } from '@hawser/proto/spaceone/api/inventory/v1/metric_pb.js';
import { Namespace } from '@hawser/proto/spaceone/api/inventory/v1/namespace_pb.js';
import { startPlatform } from './platform.ts';
import { analyzeQuery } from './query.ts';

/** A platform with servers to be counted: a and b in region r1, c in r2, one of another type, one of a neighbour. */
export async function startMetrics() {
  const { client, postgres } = await startPlatform();
  const services = client(CloudService, 'owner');
  await client(Namespace, 'admin').create({
    namespaceId: 'ns-1',
    name: 'N',
    category: 'ASSET',
    resourceType: 'inventory.CloudService:p.g.t',
    resourceGroup: 1,
  });
  const server = (name: string, regionCode: string, cores: number, more = {}) =>
    services.create({
      name,
      regionCode,
      provider: 'p',
      cloudServiceGroup: 'g',
      cloudServiceType: 't',
      data: { cores },
      ...more,
    });
  await server('a', 'r1', 1, { projectId: 'project-1' });
  await server('b', 'r1', 2, { projectId: 'project-1' });
  await server('c', 'r2', 4);
  await services.create({
    name: 'other',
    provider: 'p',
    cloudServiceGroup: 'g',
    cloudServiceType: 'other',
    data: { cores: 100 },
  });
  const neighbours = client(CloudService, 'neighbour');
  await neighbours.create({
    name: 'far',
    regionCode: 'r1',
    provider: 'p',
    cloudServiceGroup: 'g',
    cloudServiceType: 't',
    data: { cores: 8 },
  });

  const cores = analyzeQuery({
    group_by: ['region_code'],
    fields: { value: { key: 'data.cores', operator: 'sum' } },
  });
  const request = {
    name: 'Cores',
    metricType: 2,
    queryOptions: cores,
    namespaceId: 'ns-1',
    resourceGroup: 2,
    workspaceId: 'workspace-1',
    unit: 'Core',
  };
  // A metric's date.
  const today = new Date().toISOString().slice(0, 10);

  /** What a caller sees of a metric: workspace, project, region and value, in order. */
  const values = async (metricId: string, caller: 'owner' | 'admin' | 'member' = 'owner') => {
    const { results } = await client(MetricData, caller).list({ metricId });
    return results
      .map(({ value, labels, workspaceId, projectId }) => [
        workspaceId,
        projectId,
        labels!.region_code,
        value,
      ])
      .sort((a, b) => (String(a) < String(b) ? -1 : 1));
  };
  return {
    client,
    postgres,
    owner: client(Metric, 'owner'),
    data: client(MetricData, 'owner'),
    request,
    today,
    values,
  };
}
