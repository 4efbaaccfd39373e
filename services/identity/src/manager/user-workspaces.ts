import type { MessageInitShape } from '@bufbuild/protobuf';
import { Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import {
  MyWorkspaceInfo_RoleType,
  type MyWorkspaceInfoSchema,
  MyWorkspaceInfo_State as State,
} from '@hawser/proto/spaceone/api/identity/v2/user_profile_pb.js';
import { workspaces } from '../model/workspace.ts';

/** Which workspaces somebody may enter. */
export class UserWorkspaces extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #workspaces = new ResourceStore(this.#postgres, workspaces);

  /**
   * The enabled workspaces for which the user can have a token, with the role that it would have; sorted by name.
   *
   * @param workspaceGroupId leaves just those of one workspace group
   */
  async of(
    domainId: string,
    userId: string,
    workspaceGroupId?: string,
  ): Promise<MessageInitShape<typeof MyWorkspaceInfoSchema>[]> {
    // As for tokens, a binding to the domain counts before one to the workspace, and a disabled role for nothing.
    const rows = await this.#postgres.query(
      `select distinct on (w.workspace_id) w.workspace_id, r.role_id, r.name as role_name, b.role_type
       from role_bindings b
       join roles r on r.domain_id = b.domain_id and r.role_id = b.role_id and r.state = 'ENABLED'
       join workspaces w on w.domain_id = b.domain_id and b.workspace_id in ('*', w.workspace_id) and w.state = 'ENABLED'
       where b.domain_id = $1 and b.user_id = $2
       order by w.workspace_id, b.workspace_id <> '*'`,
      [domainId, userId],
    );
    const roles = new Map(rows.map(row => [row.workspace_id as string, row]));
    const workspaceId = [...roles.keys()];
    const found = await this.#workspaces.in({ domainId }).all({ workspaceId, workspaceGroupId });
    return found
      .map(({ references, ...workspace }) => {
        const { role_id, role_name, role_type } = roles.get(workspace.workspaceId)!;
        return {
          ...workspace,
          $typeName: undefined,
          state: State.ENABLED,
          referenceId: references[0],
          roleId: role_id as string,
          roleName: role_name as string,
          roleType: MyWorkspaceInfo_RoleType[role_type as 'WORKSPACE_OWNER'],
        };
      })
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }
}
