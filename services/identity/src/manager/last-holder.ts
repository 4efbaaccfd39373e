import { errors, Manager } from '@hawser/core';
import { Postgres } from '@hawser/core/connector/postgres';
import type { RoleBindingInfo } from '@hawser/proto/spaceone/api/identity/v2/role_binding_pb.js';
import { lockDomain } from './user.ts';

/** Keeps a domain from losing its last administrator, and a workspace its last owner; only enabled users count. */
export class LastHolder extends Manager {
  readonly #postgres = this.connector(Postgres);

  /** @throws INVALID_PARAMETER when the binding is the last enabled administrator's */
  async checkAdmin(binding: RoleBindingInfo): Promise<void> {
    if (await this.#isLast(binding, 'DOMAIN_ADMIN'))
      throw errors.invalid('role_binding_id', 'the last administrator of a domain keeps the role');
  }

  /** @throws INVALID_PARAMETER when the binding is the last enabled owner's */
  async checkOwner(binding: RoleBindingInfo): Promise<void> {
    if (await this.#isLast(binding, 'WORKSPACE_OWNER'))
      throw errors.invalid('role_binding_id', 'the last owner of a workspace keeps the role');
  }

  async #isLast(
    { domainId, workspaceId, roleBindingId }: RoleBindingInfo,
    roleType: string,
  ): Promise<boolean> {
    await lockDomain(this.#postgres, domainId);
    const holders = await this.#postgres.query(
      `select b.role_binding_id as id from role_bindings b join users u using (domain_id, user_id)
       where b.domain_id = $1 and b.workspace_id = $2 and b.role_type = $3 and u.state = 'ENABLED' limit 2`,
      [domainId, workspaceId, roleType],
    );
    return holders.length === 1 && holders[0]!.id === roleBindingId;
  }
}
