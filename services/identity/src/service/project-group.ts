import { errors, Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  type ChangeParentGroupRequest,
  type CreateProjectGroupRequest,
  CreateProjectGroupRequestSchema,
  ProjectGroup,
  type ProjectGroupInfo,
  type ProjectGroupRequest,
  type ProjectGroupSearchQuery,
  ProjectGroupSearchQuerySchema,
  type ProjectGroupStatQuery,
  type UpdateProjectGroupRequest,
  UpdateProjectGroupRequestSchema,
  type UsersProjectGroupRequest,
} from '@hawser/proto/spaceone/api/identity/v2/project_group_pb.js';
import { ProjectManager } from '../manager/project.ts';
import { ProjectTree } from '../manager/project-tree.ts';

export class ProjectGroupService extends Service(ProjectGroup) {
  readonly #manager = this.manager(ProjectManager);
  readonly #groups = this.#manager.groups;
  readonly #tree = this.manager(ProjectTree);

  async create(request: CreateProjectGroupRequest) {
    if (request.parentGroupId) await this.#groups.get(request.parentGroupId);
    if (!this.transaction.scope.workspaceId) throw errors.required('workspace_id');
    const values = given(CreateProjectGroupRequestSchema, request);
    return this.#groups.createOnce(CreateProjectGroupRequestSchema, request, () =>
      this.#groups.create(values),
    );
  }

  update(request: UpdateProjectGroupRequest) {
    return this.#groups.update(
      request.projectGroupId,
      given(UpdateProjectGroupRequestSchema, request, 'projectGroupId'),
    );
  }

  change_parent_group({ projectGroupId, parentGroupId }: ChangeParentGroupRequest) {
    return this.#tree.move(projectGroupId, parentGroupId);
  }

  async delete({ projectGroupId }: ProjectGroupRequest) {
    await this.#manager.deleteGroup(projectGroupId);
    return {};
  }

  async add_users({ projectGroupId, users }: UsersProjectGroupRequest) {
    const group = await this.#withMembers(projectGroupId, users);
    return this.#groups.update(projectGroupId, { users: [...new Set([...group.users, ...users])] });
  }

  async remove_users({ projectGroupId, users }: UsersProjectGroupRequest) {
    const group = await this.#withMembers(projectGroupId, users);
    return this.#groups.update(projectGroupId, { users: group.users.filter(user => !users.includes(user)) });
  }

  get({ projectGroupId }: ProjectGroupRequest) {
    return this.#groups.get(projectGroupId);
  }

  list(request: ProjectGroupSearchQuery) {
    return this.#groups.list(request.query, conditions(ProjectGroupSearchQuerySchema, request));
  }

  stat({ query }: ProjectGroupStatQuery) {
    return this.#groups.stat(query);
  }

  async #withMembers(projectGroupId: string, users: readonly string[]): Promise<ProjectGroupInfo> {
    const group = await this.#groups.get(projectGroupId);
    await this.#manager.checkMembers(group.domainId, group.workspaceId, users);
    return group;
  }
}
