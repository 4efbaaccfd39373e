import { errors, Service } from '@hawser/core';
import { conditions } from '@hawser/core/connector/postgres';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import {
  CloudService,
  type CloudServiceAnalyzeQuery,
  type CloudServiceQuery,
  CloudServiceQuerySchema,
  type CloudServiceRequest,
  type CloudServiceStatQuery,
  type CreateServiceRequest,
  type UpdateCloudServiceRequest,
} from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { CloudServiceManager } from '../manager/cloud-service.ts';
import { CloudServiceQueryManager } from '../manager/cloud-service-query.ts';

/**
 * Resources that collectors found, and those that users entered. Lists and aggregates leave deleted ones out, unless
 * the query's `filter` asks for the state DELETED.
 */
export class CloudServiceService extends Service(CloudService) {
  readonly #services = this.manager(CloudServiceManager);
  readonly #queries = this.manager(CloudServiceQueryManager);

  async create(request: CreateServiceRequest) {
    if (!this.transaction.scope.workspaceId) throw errors.required('workspace_id');
    if (!request.data) throw errors.required('data');
    await this.#checkProject(request.projectId);
    return this.#services.create(request);
  }

  async update(request: UpdateCloudServiceRequest) {
    await this.#checkProject(request.projectId);
    return this.#services.update(request);
  }

  async delete({ cloudServiceId }: CloudServiceRequest) {
    await this.#services.delete(cloudServiceId);
    return {};
  }

  get({ cloudServiceId }: CloudServiceRequest) {
    return this.#services.store.get(cloudServiceId);
  }

  async list(request: CloudServiceQuery) {
    const and = conditions(CloudServiceQuerySchema, request);
    return this.#services.store.list(...(await this.#queries.prepare(request.query, and)));
  }

  async analyze({ query }: CloudServiceAnalyzeQuery) {
    if (!query?.fields) throw errors.required('query.fields');
    return this.#services.store.analyze(...(await this.#queries.prepare(query)));
  }

  async stat({ query }: CloudServiceStatQuery) {
    return this.#services.store.stat(...(await this.#queries.prepare(query)));
  }

  /** @throws NOT_FOUND when there is no such project in the caller's workspace */
  async #checkProject(projectId: string): Promise<void> {
    if (projectId) await this.ask(Project).get({ projectId });
  }
}
