import { errors, Manager } from '@hawser/core';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';

/** The numbers that every message's ResourceGroup has. */
const domain = 1;
const workspace = 2;

/** Whom resources belong to that can be a domain's or a workspace's. */
export class ResourceGroupManager extends Manager {
  /**
   * The workspace of a resource that is to be created: `*` for one of the domain.
   * @throws REQUIRED_PARAMETER; NOT_FOUND for a workspace that isn't in the domain
   */
  async workspaceOf(request: { resourceGroup: number; workspaceId: string }): Promise<string> {
    const { resourceGroup, workspaceId } = request;
    if (resourceGroup === domain) return '*';
    if (resourceGroup !== workspace) throw errors.required('resource_group');
    if (!workspaceId) throw errors.required('workspace_id');
    const domainId = this.transaction.scope.domainId ?? '';
    await this.ask(Workspace).check({ workspaceId, domainId }, { token: 'system' });
    return workspaceId;
  }

  /**
   * Checks that the caller may change a resource: workspaces are shown those of the domain, but can't change them.
   * @throws NOT_FOUND; PERMISSION_DENIED for one that a plugin keeps
   */
  checkWritable(key: string, id: string, resource: { workspaceId: string; isManaged?: boolean }): void {
    const { workspaceId } = this.transaction.scope;
    if (workspaceId && resource.workspaceId !== workspaceId) throw errors.notFound(key, id);
    if (resource.isManaged) throw errors.permissionDenied();
  }
}
