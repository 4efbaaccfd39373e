import { region } from '../service/answer.ts';

/** The body that the JSON contenders run: the same fields, as JSON has them. */
export function jsonRegion(request: { name: string; region_code: string; provider: string }) {
  const made = region({ name: request.name, regionCode: request.region_code, provider: request.provider });
  return {
    region_id: made.regionId,
    name: made.name,
    region_key: made.regionKey,
    region_code: made.regionCode,
    provider: made.provider,
    domain_id: made.domainId,
    workspace_id: made.workspaceId,
    created_at: made.createdAt,
    updated_at: made.updatedAt,
  };
}
