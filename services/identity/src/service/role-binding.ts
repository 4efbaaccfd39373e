import { errors, Service } from '@hawser/core';
import { conditions } from '@hawser/core/connector/postgres';
import {
  type CreateRoleBindingRequest,
  CreateRoleBindingRequestSchema,
  CreateRoleBindingRequest_ResourceGroup as Group,
  RoleBinding,
  type RoleBindingInfo,
  type RoleBindingRequest,
  type RoleBindingSearchQuery,
  RoleBindingSearchQuerySchema,
  type RoleBindingStatQuery,
  type UpdateRoleBindingRequest,
} from '@hawser/proto/spaceone/api/identity/v2/role_binding_pb.js';
import { RoleBindingManager } from '../manager/role-binding.ts';

export class RoleBindingService extends Service(RoleBinding) {
  readonly #manager = this.manager(RoleBindingManager);
  readonly #bindings = this.#manager.bindings;

  create(request: CreateRoleBindingRequest) {
    const { userId, roleId, resourceGroup } = request;
    const { domainId } = this.transaction.scope;
    if (!domainId) throw errors.permissionDenied();
    const workspaceId = resourceGroup === Group.DOMAIN ? '*' : request.workspaceId;
    if (!workspaceId) throw errors.required('workspace_id');
    return this.#bindings.createOnce(CreateRoleBindingRequestSchema, request, () =>
      this.#manager.create(domainId, { userId, roleId, workspaceId }),
    );
  }

  async update_role({ roleBindingId, roleId }: UpdateRoleBindingRequest) {
    return this.#manager.updateRole(await this.#ofAnother(roleBindingId), roleId);
  }

  async delete({ roleBindingId }: RoleBindingRequest) {
    await this.#manager.delete(await this.#ofAnother(roleBindingId));
    return {};
  }

  get({ roleBindingId }: RoleBindingRequest) {
    return this.#bindings.get(roleBindingId);
  }

  list(request: RoleBindingSearchQuery) {
    return this.#bindings.list(request.query, conditions(RoleBindingSearchQuerySchema, request));
  }

  stat({ query }: RoleBindingStatQuery) {
    return this.#bindings.stat(query);
  }

  /** A binding that the caller may change: not the caller's own, and none that a workspace group has made. */
  async #ofAnother(roleBindingId: string): Promise<RoleBindingInfo> {
    const binding = await this.#bindings.get(roleBindingId);
    const { identity } = this.transaction;
    if (identity?.owner === 'USER' && identity.audience === binding.userId)
      throw errors.invalid('role_binding_id', "one's own role can't be changed or taken away by oneself");
    if (binding.workspaceGroupId) throw errors.permissionDenied();
    return binding;
  }
}
