import { errors, Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  type CreateRegionRequest,
  CreateRegionRequestSchema,
  Region,
  type RegionQuery,
  RegionQuerySchema,
  type RegionRequest,
  type RegionStatQuery,
  type UpdateRegionRequest,
  UpdateRegionRequestSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { RegionManager } from '../manager/region.ts';

/** Locations of providers, such as `aws.ap-northeast-2`. */
export class RegionService extends Service(Region) {
  readonly #regions = this.manager(RegionManager).store;

  create(request: CreateRegionRequest) {
    if (!this.transaction.scope.workspaceId) throw errors.required('workspace_id');
    const { provider, regionCode } = request;
    const regionKey = `${provider}.${regionCode}`;
    const values = { ...given(CreateRegionRequestSchema, request), regionKey, updated_by: 'manual' };
    return this.#regions.createOnce(CreateRegionRequestSchema, request, () => this.#regions.create(values));
  }

  update(request: UpdateRegionRequest) {
    return this.#regions.update(request.regionId, {
      ...given(UpdateRegionRequestSchema, request, 'regionId'),
      updated_by: 'manual',
      digest: null,
    });
  }

  async delete({ regionId }: RegionRequest) {
    await this.#regions.delete(regionId);
    return {};
  }

  get({ regionId }: RegionRequest) {
    return this.#regions.get(regionId);
  }

  list(request: RegionQuery) {
    return this.#regions.list(request.query, conditions(RegionQuerySchema, request));
  }

  stat({ query }: RegionStatQuery) {
    return this.#regions.stat(query);
  }
}
