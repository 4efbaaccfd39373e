import { Service } from '@hawser/core';
import { conditions, given, newId } from '@hawser/core/connector/postgres';
import {
  type CreateNamespaceRequest,
  CreateNamespaceRequestSchema,
  Namespace,
  type NamespaceQuery,
  NamespaceQuerySchema,
  type NamespaceRequest,
  type NamespaceStatQuery,
  type UpdateNamespaceRequest,
  UpdateNamespaceRequestSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/namespace_pb.js';
import { NamespaceManager } from '../manager/namespace.ts';
import { ResourceGroupManager } from '../manager/resource-group.ts';
import { managedCondition } from './managed-condition.ts';

/** Groups of metrics over one kind of resource. Those that plugins bring along (managed) can't be changed. */
export class NamespaceService extends Service(Namespace) {
  readonly #namespaces = this.manager(NamespaceManager).store;
  readonly #groups = this.manager(ResourceGroupManager);

  async create(request: CreateNamespaceRequest) {
    const workspaceId = await this.#groups.workspaceOf(request);
    const values = {
      ...given(CreateNamespaceRequestSchema, request),
      namespaceId: request.namespaceId || newId('ns'),
      group: request.group || 'etc',
      workspaceId,
    };
    return this.#namespaces.createOnce(CreateNamespaceRequestSchema, request, () =>
      this.#namespaces.create(values),
    );
  }

  async update(request: UpdateNamespaceRequest) {
    const { namespaceId } = request;
    this.#groups.checkWritable('namespace_id', namespaceId, await this.#namespaces.get(namespaceId));
    return this.#namespaces.update(namespaceId, given(UpdateNamespaceRequestSchema, request, 'namespaceId'));
  }

  async delete({ namespaceId }: NamespaceRequest) {
    this.#groups.checkWritable('namespace_id', namespaceId, await this.#namespaces.get(namespaceId));
    await this.#namespaces.delete(namespaceId);
    return {};
  }

  get({ namespaceId }: NamespaceRequest) {
    return this.#namespaces.get(namespaceId);
  }

  list(request: NamespaceQuery) {
    const and = conditions(NamespaceQuerySchema, request, 'isManaged');
    return this.#namespaces.list(request.query, [...and, ...managedCondition(request.isManaged)]);
  }

  stat({ query }: NamespaceStatQuery) {
    return this.#namespaces.stat(query);
  }
}
