import { errors, Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  CloudServiceQuerySet,
  type CloudServiceQuerySetInfo,
  type CloudServiceQuerySetQuery,
  CloudServiceQuerySetQuerySchema,
  type CloudServiceQuerySetRequest,
  type CloudServiceQuerySetStatQuery,
  type CreateCloudServiceQuerySetRequest,
  CreateCloudServiceQuerySetRequestSchema,
  type UpdateCloudServiceQuerySetRequest,
  UpdateCloudServiceQuerySetRequestSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_query_set_pb.js';
import { QuerySetManager } from '../manager/query-set.ts';
import { ResourceGroupManager } from '../manager/resource-group.ts';

/** Analyses of one type of cloud services whose results are kept day by day. Workspaces see the domain's, and no more. */
export class CloudServiceQuerySetService extends Service(CloudServiceQuerySet) {
  readonly #manager = this.manager(QuerySetManager);
  readonly #sets = this.#manager.store;
  readonly #groups = this.manager(ResourceGroupManager);

  async create(request: CreateCloudServiceQuerySetRequest) {
    const { queryOptions } = request;
    if (!queryOptions) throw errors.required('query_options');
    const workspaceId = await this.#groups.workspaceOf(request);
    const values = { ...given(CreateCloudServiceQuerySetRequestSchema, request), queryOptions, workspaceId };
    return this.#sets.createOnce(CreateCloudServiceQuerySetRequestSchema, request, () =>
      this.#manager.create(values),
    );
  }

  async update(request: UpdateCloudServiceQuerySetRequest) {
    await this.#own(request);
    const values = given(UpdateCloudServiceQuerySetRequestSchema, request, 'querySetId');
    return this.#manager.update(request.querySetId, values);
  }

  async delete(request: CloudServiceQuerySetRequest) {
    await this.#own(request);
    await this.#sets.delete(request.querySetId);
    return {};
  }

  async run(request: CloudServiceQuerySetRequest) {
    await this.#manager.run(await this.#own(request));
    return {};
  }

  async test(request: CloudServiceQuerySetRequest) {
    return { results: await this.#manager.test(await this.#own(request)) };
  }

  async enable(request: CloudServiceQuerySetRequest) {
    await this.#own(request);
    return this.#manager.update(request.querySetId, { state: 'ENABLED' });
  }

  async disable(request: CloudServiceQuerySetRequest) {
    await this.#own(request);
    return this.#manager.update(request.querySetId, { state: 'DISABLED' });
  }

  get({ querySetId }: CloudServiceQuerySetRequest) {
    return this.#sets.get(querySetId);
  }

  list(request: CloudServiceQuerySetQuery) {
    return this.#sets.list(request.query, conditions(CloudServiceQuerySetQuerySchema, request));
  }

  stat({ query }: CloudServiceQuerySetStatQuery) {
    return this.#sets.stat(query);
  }

  /** The query set, if it is the caller's to change: what one of the domain finds is of all workspaces. */
  async #own({ querySetId }: { querySetId: string }): Promise<CloudServiceQuerySetInfo> {
    const set = await this.#sets.get(querySetId);
    this.#groups.checkWritable('query_set_id', querySetId, set);
    return set;
  }
}
