import { type JsonObject, toJson } from '@bufbuild/protobuf';
import { errors, Manager } from '@hawser/core';
import { type DatabaseRow, given, Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import {
  type CloudServiceInfo,
  CloudServiceReferenceSchema,
  type CreateServiceRequest,
  CreateServiceRequestSchema,
  type UpdateCloudServiceRequest,
  UpdateCloudServiceRequestSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { cloudServices } from '../model/cloud-service.ts';
import { ChangeHistoryManager } from './change-history.ts';

/** Under which name users' own tags and metadata are kept, beside those of providers, once a resource is there. */
const custom = 'custom';

/** Cloud services as users enter and change them. */
export class CloudServiceManager extends Manager {
  readonly store = new ResourceStore(this.connector(Postgres), cloudServices);
  readonly #postgres = this.connector(Postgres);
  readonly #history = this.manager(ChangeHistoryManager);

  /** Enters a resource, with its first change record. */
  create(request: CreateServiceRequest): Promise<CloudServiceInfo> {
    const values = given(CreateServiceRequestSchema, request);
    const { provider } = request;
    const { tags, metadata } = request;
    return this.store.createOnce(CreateServiceRequestSchema, request, async () => {
      const created = await this.store.create({
        ...values,
        ...(tags && { tags: { [provider]: tags }, tagKeys: { [provider]: Object.keys(tags) } }),
        ...(metadata && { metadata: { [provider]: metadata } }),
        collectionInfo: { lastCollectedAt: new Date().toISOString() },
      });
      const after = written(request, tags && { [provider]: tags });
      await this.#history.wrote(created.cloudServiceId, created.domainId, after, undefined);
      return created;
    });
  }

  /**
   * Changes the given fields. `data` is merged at its top level; tags and metadata replace those that users gave
   * before.
   *
   * @throws INVALID_PARAMETER for a deleted resource
   */
  update(request: UpdateCloudServiceRequest): Promise<CloudServiceInfo> {
    const { cloudServiceId, tags, data, metadata } = request;
    return this.#postgres.transaction(async () => {
      const before = await this.#locked(cloudServiceId);
      const updated = await this.store.update(cloudServiceId, {
        ...given(UpdateCloudServiceRequestSchema, request, 'cloudServiceId'),
        ...(data && { data: { ...(before.data as JsonObject), ...data } }),
        ...(tags && {
          tags: { ...(before.tags as JsonObject), [custom]: tags },
          tagKeys: { ...(before.tag_keys as JsonObject), [custom]: Object.keys(tags) },
        }),
        ...(metadata && { metadata: { ...(before.metadata as JsonObject), [custom]: metadata } }),
        digest: null,
      });
      await this.#history.wrote(
        cloudServiceId,
        updated.domainId,
        written(request, tags && { [custom]: tags }),
        before as JsonObject,
      );
      return updated;
    });
  }

  /** Marks a resource as deleted; it is kept for a while, as are its changes. @throws INVALID_PARAMETER when it is already. */
  async delete(cloudServiceId: string): Promise<void> {
    await this.#postgres.transaction(async () => {
      const { domain_id } = await this.#locked(cloudServiceId);
      await this.store.update(cloudServiceId, { state: 'DELETED', deletedAt: new Date().toISOString() });
      await this.#history.deleted(cloudServiceId, domain_id as string);
    });
  }

  /** The row of a resource that the caller may touch, held until the database transaction ends. */
  async #locked(cloudServiceId: string): Promise<DatabaseRow> {
    await this.store.get(cloudServiceId);
    const [row] = await this.#postgres.query(
      'select * from cloud_services where cloud_service_id = $1 for update',
      [cloudServiceId],
    );
    if (!row) throw errors.notFound('cloud_service_id', cloudServiceId);
    if (row.state === 'DELETED')
      throw errors.invalid('cloud_service_id', `CloudService has already been deleted. (${cloudServiceId})`);
    return row;
  }
}

/** The fields that a request writes, by the names of their columns. */
function written(
  request: CreateServiceRequest | UpdateCloudServiceRequest,
  tags: JsonObject | undefined,
): JsonObject {
  const { name, ipAddresses, account, instanceType, instanceSize, reference, regionCode, projectId, data } =
    request;
  const given: Record<string, JsonObject[string] | undefined> = {
    name: name || undefined,
    ip_addresses: ipAddresses.length > 0 ? ipAddresses : undefined,
    account: account || undefined,
    instance_type: instanceType || undefined,
    instance_size: instanceSize || undefined,
    reference: reference && toJson(CloudServiceReferenceSchema, reference, { useProtoFieldName: true }),
    region_code: regionCode || undefined,
    project_id: projectId || undefined,
    data,
    tags,
  };
  return given as JsonObject;
}
