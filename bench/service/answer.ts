import type { CreateRegionRequest } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';

/** The body that every contender runs. */
export function region(request: Pick<CreateRegionRequest, 'name' | 'regionCode' | 'provider'>) {
  return {
    regionId: 'region-0123456789ab',
    name: request.name,
    regionCode: request.regionCode,
    provider: request.provider,
    regionKey: `${request.provider}.${request.regionCode}`,
    domainId: 'domain-0123456789ab',
    workspaceId: 'workspace-0123456789ab',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
  };
}
