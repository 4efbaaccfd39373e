import { errors, Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  type ChangeProjectGroupRequest,
  type CreateProjectRequest,
  CreateProjectRequestSchema,
  Project,
  type ProjectInfo,
  type ProjectRequest,
  type ProjectSearchQuery,
  ProjectSearchQuerySchema,
  type ProjectStatQuery,
  ProjectType,
  type UpdateProjectRequest,
  UpdateProjectRequestSchema,
  type UpdateProjectTypeRequest,
  type UsersProjectRequest,
} from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { ProjectManager } from '../manager/project.ts';
import { ProjectTree } from '../manager/project-tree.ts';

export class ProjectService extends Service(Project) {
  readonly #manager = this.manager(ProjectManager);
  readonly #projects = this.#manager.projects;
  readonly #tree = this.manager(ProjectTree);

  async create(request: CreateProjectRequest) {
    if (request.projectGroupId) await this.#manager.groups.get(request.projectGroupId);
    if (!this.transaction.scope.workspaceId) throw errors.required('workspace_id');
    const createdBy = this.transaction.identity?.audience;
    const values = { ...given(CreateProjectRequestSchema, request), createdBy };
    return this.#projects.createOnce(CreateProjectRequestSchema, request, () =>
      this.#projects.create(values),
    );
  }

  update(request: UpdateProjectRequest) {
    return this.#projects.update(request.projectId, given(UpdateProjectRequestSchema, request, 'projectId'));
  }

  /** A public project has no users of its own. */
  update_project_type({ projectId, projectType }: UpdateProjectTypeRequest) {
    const users = projectType === ProjectType.PUBLIC ? [] : undefined;
    return this.#projects.update(projectId, { projectType, users });
  }

  async change_project_group({ projectId, projectGroupId }: ChangeProjectGroupRequest) {
    if (projectGroupId) await this.#manager.groups.get(projectGroupId);
    return this.#projects.update(projectId, { projectGroupId: projectGroupId || null });
  }

  async delete({ projectId }: ProjectRequest) {
    await this.#manager.deleteProject(projectId);
    return {};
  }

  async add_users({ projectId, users }: UsersProjectRequest) {
    const project = await this.#withMembers(projectId, users);
    if (project.projectType === ProjectType.PUBLIC)
      throw errors.invalid('project_id', 'a public project has no users');
    return this.#projects.update(projectId, { users: [...new Set([...project.users, ...users])] });
  }

  async remove_users({ projectId, users }: UsersProjectRequest) {
    const project = await this.#withMembers(projectId, users);
    return this.#projects.update(projectId, { users: project.users.filter(user => !users.includes(user)) });
  }

  get({ projectId }: ProjectRequest) {
    return this.#projects.get(projectId);
  }

  async list(request: ProjectSearchQuery) {
    const all = conditions(ProjectSearchQuerySchema, request, 'includeChildren', 'projectGroupId');
    const { projectGroupId, includeChildren } = request;
    if (projectGroupId && includeChildren) {
      const { domainId } = await this.#manager.groups.get(projectGroupId);
      const value = await this.#tree.groupsBelow(domainId, projectGroupId);
      all.push({ key: 'project_group_id', value, operator: 'in' });
    } else if (projectGroupId) {
      all.push({ key: 'project_group_id', value: projectGroupId, operator: 'eq' });
    }
    return this.#projects.list(request.query, all);
  }

  stat({ query }: ProjectStatQuery) {
    return this.#projects.stat(query);
  }

  async #withMembers(projectId: string, users: readonly string[]): Promise<ProjectInfo> {
    const project = await this.#projects.get(projectId);
    await this.#manager.checkMembers(project.domainId, project.workspaceId, users);
    return project;
  }
}
