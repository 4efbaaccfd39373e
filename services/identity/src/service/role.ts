import { errors, Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  type CreateRoleRequest,
  CreateRoleRequestSchema,
  Role,
  type RoleRequest,
  type RoleSearchQuery,
  RoleSearchQuerySchema,
  type RoleStatQuery,
  type UpdateRoleRequest,
  UpdateRoleRequestSchema,
} from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import { ManagedManager } from '../manager/managed.ts';
import { RoleManager, texts } from '../manager/role.ts';

export class RoleService extends Service(Role) {
  readonly #manager = this.manager(RoleManager);
  readonly #managed = this.manager(ManagedManager);
  readonly #roles = this.#manager.roles;

  create(request: CreateRoleRequest) {
    const values = {
      ...given(CreateRoleRequestSchema, request),
      permissions: [...new Set(request.permissions)],
    };
    return this.#roles.createOnce(CreateRoleRequestSchema, request, () => this.#roles.create(values));
  }

  async update(request: UpdateRoleRequest) {
    const { roleId } = request;
    await this.#manager.unmanaged(roleId);
    const permissions = texts(request.permissions, 'permissions');
    const pageAccess = texts(request.pageAccess, 'page_access');
    const own = given(UpdateRoleRequestSchema, request, 'roleId', 'permissions', 'pageAccess');
    return this.#roles.update(roleId, { ...own, permissions, pageAccess });
  }

  enable({ roleId }: RoleRequest) {
    return this.#roles.update(roleId, { state: 'ENABLED' });
  }

  disable({ roleId }: RoleRequest) {
    return this.#roles.update(roleId, { state: 'DISABLED' });
  }

  async delete({ roleId }: RoleRequest) {
    await this.#manager.delete(roleId);
    return {};
  }

  async get({ roleId }: RoleRequest) {
    await this.#managed.ensureOwn();
    return this.#roles.get(roleId);
  }

  async list(request: RoleSearchQuery) {
    await this.#managed.ensureOwn();
    return this.#roles.list(request.query, conditions(RoleSearchQuerySchema, request));
  }

  /** For any user, who needn't know what a role permits. */
  async list_basic_role(request: RoleSearchQuery) {
    const { results, totalCount } = await this.list(request);
    return { totalCount, results: results.map(role => ({ ...role, permissions: [], pageAccess: [] })) };
  }

  async stat({ query }: RoleStatQuery) {
    if (!query) throw errors.required('query');
    await this.#managed.ensureOwn();
    return this.#roles.stat(query);
  }
}
