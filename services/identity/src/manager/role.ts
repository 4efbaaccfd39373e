import type { ListValue } from '@bufbuild/protobuf/wkt';
import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { RoleInfo } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import { roles } from '../model/role.ts';

/** The roles of a domain. */
export class RoleManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly roles = new ResourceStore(this.#postgres, roles);

  /** A role that may be changed. @throws PERMISSION_DENIED for those that the platform keeps */
  async unmanaged(roleId: string): Promise<RoleInfo> {
    const role = await this.roles.get(roleId);
    if (role.isManaged) throw errors.permissionDenied();
    return role;
  }

  /** @throws EXIST_RESOURCE while somebody, an app or a user of a workspace group has the role */
  async delete(roleId: string): Promise<void> {
    const { domainId } = await this.unmanaged(roleId);
    for (const [name, table] of [
      ['RoleBinding', 'role_bindings'],
      ['App', 'apps'],
      ['WorkspaceGroup', 'workspace_group_users'],
    ] as const) {
      const text = `select 1 from ${table} where domain_id = $1 and role_id = $2 limit 1`;
      const [user] = await this.#postgres.query(text, [domainId, roleId]);
      if (user) throw errors.existsResource(name, `Role (${roleId})`);
    }
    await this.roles.delete(roleId);
  }
}

/** The distinct texts of a list, undefined when it wasn't given. @throws INVALID_PARAMETER_TYPE */
export function texts(list: ListValue | undefined, key: string): string[] | undefined {
  const all = list?.values.map(({ kind }) => {
    if (kind.case !== 'stringValue') throw errors.invalidType(key, 'list of text');
    return kind.value;
  });
  return all && [...new Set(all)];
}
