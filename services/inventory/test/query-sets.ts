import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { CloudServiceQuerySet } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_query_set_pb.js';
import { CloudServiceStats } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_stats_pb.js';
import { type Caller, startPlatform } from './platform.ts';
import { analyzeQuery } from './query.ts';

/** A platform with servers to be analyzed: two in region r1, one in r2, a deleted one, one of another type, one of a neighbour. */
export async function startQuerySets(config: Record<string, unknown> = {}) {
  const platform = await startPlatform(config);
  const { client } = platform;
  const type = { provider: 'p', cloudServiceGroup: 'g', cloudServiceType: 't' };
  const server = (caller: Caller, regionCode: string, cores: number, more = {}) =>
    client(CloudService, caller).create({ ...type, regionCode, data: { cores, os: 'linux' }, ...more });
  await server('owner', 'r1', 1, { projectId: 'project-1' });
  await server('owner', 'r1', 2, { projectId: 'project-1' });
  await server('owner', 'r2', 4);
  await server('owner', 'r2', 100, { cloudServiceType: 'other' });
  const { cloudServiceId } = await server('owner', 'r2', 1000);
  await client(CloudService, 'owner').delete({ cloudServiceId });
  await server('neighbour', 'r1', 8);

  const request = {
    ...type,
    name: 'Servers',
    queryOptions: analyzeQuery({
      group_by: ['data.os'],
      fields: { cores: { key: 'data.cores', operator: 'sum' }, count: { operator: 'count' } },
    }),
    unit: { cores: 'Core' },
    resourceGroup: 2,
    workspaceId: 'workspace-1',
  };

  /** What a caller sees of what a query set found: workspace, project, region, system and data, in order. */
  const found = async (querySetId: string, caller: Caller = 'owner') => {
    const { results } = await client(CloudServiceStats, caller).list({ querySetId });
    return results
      .map(
        ({ workspaceId, projectId, regionCode, additionalInfo, data }) =>
          [workspaceId, projectId, regionCode, additionalInfo?.os, data] as const,
      )
      .sort((a, b) => (String(a) < String(b) ? -1 : 1));
  };
  return { ...platform, owner: client(CloudServiceQuerySet, 'owner'), request, found };
}
