import { errors, Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  CloudServiceType,
  type CloudServiceTypeQuery,
  CloudServiceTypeQuerySchema,
  type CloudServiceTypeRequest,
  type CloudServiceTypeStatQuery,
  type CreateCloudServiceTypeRequest,
  CreateCloudServiceTypeRequestSchema,
  type UpdateCloudServiceTypeRequest,
  UpdateCloudServiceTypeRequestSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_type_pb.js';
import { CloudServiceTypeManager } from '../manager/cloud-service-type.ts';

/** Kinds of cloud services, such as `aws.EC2.Instance`. */
export class CloudServiceTypeService extends Service(CloudServiceType) {
  readonly #types = this.manager(CloudServiceTypeManager).store;

  create(request: CreateCloudServiceTypeRequest) {
    if (!this.transaction.scope.workspaceId) throw errors.required('workspace_id');
    const { provider, group, name } = request;
    const values = {
      ...given(CreateCloudServiceTypeRequestSchema, request),
      cloudServiceTypeKey: `${provider}.${group}.${name}`,
      updated_by: 'manual',
    };
    return this.#types.createOnce(CreateCloudServiceTypeRequestSchema, request, () =>
      this.#types.create(values),
    );
  }

  update(request: UpdateCloudServiceTypeRequest) {
    return this.#types.update(request.cloudServiceTypeId, {
      ...given(UpdateCloudServiceTypeRequestSchema, request, 'cloudServiceTypeId'),
      updated_by: 'manual',
      digest: null,
    });
  }

  async delete({ cloudServiceTypeId }: CloudServiceTypeRequest) {
    await this.#types.delete(cloudServiceTypeId);
    return {};
  }

  get({ cloudServiceTypeId }: CloudServiceTypeRequest) {
    return this.#types.get(cloudServiceTypeId);
  }

  list(request: CloudServiceTypeQuery) {
    return this.#types.list(request.query, conditions(CloudServiceTypeQuerySchema, request));
  }

  async stat({ query, domainId }: CloudServiceTypeStatQuery) {
    const and = domainId ? [{ key: 'domain_id', value: domainId, operator: 'eq' }] : [];
    return this.#types.stat(query, and);
  }
}
