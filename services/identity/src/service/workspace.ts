import { errors, Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  type ChangeWorkspaceGroupRequest,
  type CreateWorkSpaceRequest,
  CreateWorkSpaceRequestSchema,
  type UpdateWorkSpaceRequest,
  UpdateWorkSpaceRequestSchema,
  Workspace,
  type WorkspaceAnalyzeQuery,
  type WorkspaceCheckRequest,
  type WorkspaceDeleteRequest,
  WorkspaceInfo_State,
  type WorkspacePackageRequest,
  type WorkspaceRequest,
  type WorkspaceSearchQuery,
  WorkspaceSearchQuerySchema,
  type WorkspaceStatQuery,
} from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { WorkspaceManager } from '../manager/workspace.ts';
import { WorkspaceGroupManager } from '../manager/workspace-group.ts';

export class WorkspaceService extends Service(Workspace) {
  readonly #manager = this.manager(WorkspaceManager);
  readonly #groups = this.manager(WorkspaceGroupManager);
  readonly #workspaces = this.#manager.workspaces;

  create(request: CreateWorkSpaceRequest) {
    const createdBy = this.transaction.identity?.audience;
    const values = {
      ...given(CreateWorkSpaceRequestSchema, request),
      createdBy,
      costInfo: { day: 0, month: 0 },
    };
    return this.#workspaces.createOnce(CreateWorkSpaceRequestSchema, request, () =>
      this.#workspaces.create(values),
    );
  }

  update(request: UpdateWorkSpaceRequest) {
    return this.#workspaces.update(
      request.workspaceId,
      given(UpdateWorkSpaceRequestSchema, request, 'workspaceId'),
    );
  }

  change_workspace_group({ workspaceId, workspaceGroupId }: ChangeWorkspaceGroupRequest) {
    return this.#groups.moveWorkspace(workspaceId, workspaceGroupId);
  }

  async delete({ workspaceId, force }: WorkspaceDeleteRequest) {
    await this.#manager.delete(workspaceId, force);
    return {};
  }

  enable({ workspaceId }: WorkspaceRequest) {
    return this.#workspaces.update(workspaceId, { state: 'ENABLED' });
  }

  disable({ workspaceId }: WorkspaceRequest) {
    return this.#workspaces.update(workspaceId, { state: 'DISABLED' });
  }

  async add_package({ packageId }: WorkspacePackageRequest) {
    throw errors.notFound('package_id', packageId);
  }

  async remove_package({ packageId }: WorkspacePackageRequest) {
    throw errors.notFound('package_id', packageId);
  }

  get({ workspaceId }: WorkspaceRequest) {
    return this.#workspaces.get(workspaceId);
  }

  async check({ workspaceId, domainId }: WorkspaceCheckRequest) {
    const { state } = await this.#workspaces.in({ domainId }).get(workspaceId);
    if (state !== WorkspaceInfo_State.ENABLED)
      throw errors.invalid('workspace_id', 'the workspace is disabled');
    return {};
  }

  list(request: WorkspaceSearchQuery) {
    return this.#workspaces.list(request.query, conditions(WorkspaceSearchQuerySchema, request));
  }

  analyze({ query }: WorkspaceAnalyzeQuery) {
    return this.#workspaces.analyze(query);
  }

  stat({ query }: WorkspaceStatQuery) {
    return this.#workspaces.stat(query);
  }
}
