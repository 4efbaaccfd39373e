import { errors, Service } from '@hawser/core';
import { conditions, createOnce, given, Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import {
  App,
  type AppCheckRequest,
  type AppRequest,
  type AppSearchQuery,
  AppSearchQuerySchema,
  type AppStatQuery,
  type CreateAppRequest,
  CreateAppRequestSchema,
  type GenerateAPIKeyAppRequest,
  CreateAppRequest_ResourceGroup as Group,
  type UpdateAppRequest,
  UpdateAppRequestSchema,
} from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { RoleInfo_State, RoleType } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import { AppManager, type AppWithSecret, expiry } from '../manager/app.ts';
import { AppCheck } from '../manager/app-check.ts';
import { ProjectManager } from '../manager/project.ts';
import { RoleManager } from '../manager/role.ts';
import { workspaces } from '../model/workspace.ts';

/** The type that the role of an app of a group has to have. */
const roleTypes: Readonly<Record<number, RoleType>> = {
  [Group.DOMAIN]: RoleType.DOMAIN_ADMIN,
  [Group.WORKSPACE]: RoleType.WORKSPACE_OWNER,
  [Group.PROJECT]: RoleType.WORKSPACE_MEMBER,
};

export class AppService extends Service(App) {
  readonly #postgres = this.connector(Postgres);
  readonly #manager = this.manager(AppManager);
  readonly #check = this.manager(AppCheck);
  readonly #roles = this.manager(RoleManager).roles;
  readonly #projects = this.manager(ProjectManager);
  readonly #workspaces = new ResourceStore(this.#postgres, workspaces);
  readonly #apps = this.#manager.apps;

  async create(request: CreateAppRequest): Promise<AppWithSecret> {
    const expiredAt = expiry(request.expiredAt);
    const workspaceId = await this.#place(request);
    const roleType = await this.#roleType(request);
    const values = { ...given(CreateAppRequestSchema, request), expiredAt, workspaceId, roleType };
    return createOnce(this.#postgres, CreateAppRequestSchema, request, {
      create: () => this.#manager.create(values),
      idOf: ({ appId }) => appId,
      // The secret of the first answer, which was lost, is known to nobody: this answer has one of its own.
      again: async appId =>
        (await this.#apps.exists({ appId })) ? this.#manager.renewSecret(appId) : undefined,
    });
  }

  update(request: UpdateAppRequest) {
    return this.#apps.update(request.appId, given(UpdateAppRequestSchema, request, 'appId'));
  }

  generate_client_secret({ appId, expiredAt }: GenerateAPIKeyAppRequest) {
    return this.#manager.renewSecret(appId, expiry(expiredAt));
  }

  async enable({ appId }: AppRequest) {
    await this.#unmanaged(appId);
    return this.#apps.update(appId, { state: 'ENABLED' });
  }

  async disable({ appId }: AppRequest) {
    await this.#unmanaged(appId);
    return this.#apps.update(appId, { state: 'DISABLED' });
  }

  async delete({ appId }: AppRequest) {
    await this.#unmanaged(appId);
    await this.#apps.delete(appId);
    return {};
  }

  get({ appId }: AppRequest) {
    return this.#apps.get(appId);
  }

  async check({ clientId, domainId }: AppCheckRequest) {
    const { permissions, projects } = await this.#check.check(clientId, domainId);
    return { permissions: [...permissions], projects: [...projects] };
  }

  list(request: AppSearchQuery) {
    return this.#apps.list(request.query, conditions(AppSearchQuerySchema, request));
  }

  stat({ query }: AppStatQuery) {
    return this.#apps.stat(query);
  }

  async #unmanaged(appId: string): Promise<void> {
    if ((await this.#apps.get(appId)).isManaged) throw errors.permissionDenied();
  }

  /** The workspace that the app is of. @throws REQUIRED_PARAMETER, INVALID_PARAMETER or NOT_FOUND */
  async #place({ resourceGroup, workspaceId, projectId, projectGroupId }: CreateAppRequest): Promise<string> {
    if (resourceGroup === Group.DOMAIN) return '*';
    if (!workspaceId) throw errors.required('workspace_id');
    await this.#workspaces.get(workspaceId);
    if (resourceGroup !== Group.PROJECT) return workspaceId;
    if (projectId && projectGroupId)
      throw errors.invalid('project_id or project_group_id', 'both are not allowed');
    if (!projectId && !projectGroupId) throw errors.required('project_id or project_group_id');
    const place = projectId
      ? await this.#projects.projects.get(projectId)
      : await this.#projects.groups.get(projectGroupId);
    if (place.workspaceId !== workspaceId) throw errors.notFound('workspace_id', workspaceId);
    return workspaceId;
  }

  async #roleType({ roleId, resourceGroup }: CreateAppRequest): Promise<string> {
    const role = await this.#roles.get(roleId);
    if (role.state !== RoleInfo_State.ENABLED) throw errors.invalid('role_id', 'the role is disabled');
    const needed = roleTypes[resourceGroup];
    if (role.roleType !== needed)
      throw errors.invalid(
        'role_id',
        `the role's type is ${RoleType[role.roleType]}, which isn't ${RoleType[needed!]}`,
      );
    return RoleType[role.roleType];
  }
}
