import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { AppGrant } from '@hawser/core/handler';
import { type AppInfo, AppInfo_State } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { DomainInfo_State } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { RoleInfo_State } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import { WorkspaceInfo_State } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { apps } from '../model/app.ts';
import { domains } from '../model/domain.ts';
import { roles } from '../model/role.ts';
import { workspaces } from '../model/workspace.ts';
import { ProjectTree } from './project-tree.ts';

/** What an app may do right now, asked whenever a service meets its secret. */
export class AppCheck extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #tree = this.manager(ProjectTree);
  readonly #apps = new ResourceStore(this.#postgres, apps);
  readonly #domains = new ResourceStore(this.#postgres, domains);
  readonly #roles = new ResourceStore(this.#postgres, roles);
  readonly #workspaces = new ResourceStore(this.#postgres, workspaces);

  /** @throws PERMISSION_DENIED unless app, domain, workspace and role are there and enabled */
  async check(clientId: string, domainId: string): Promise<AppGrant> {
    const within = { domainId };
    const app = await this.#apps.in(within).find({ clientId });
    if (!app || app.state !== AppInfo_State.ENABLED || Date.parse(app.expiredAt) <= Date.now())
      throw errors.permissionDenied();
    const domain = await this.#domains.find({ domainId });
    if (domain?.state !== DomainInfo_State.ENABLED) throw errors.permissionDenied();
    if (app.workspaceId !== '*') {
      const workspace = await this.#workspaces.in(within).find({ workspaceId: app.workspaceId });
      if (workspace?.state !== WorkspaceInfo_State.ENABLED) throw errors.permissionDenied();
    }
    const role = await this.#roles.in(within).find({ roleId: app.roleId });
    if (role?.state !== RoleInfo_State.ENABLED) throw errors.permissionDenied();
    await this.#apps.in(within).update(app.appId, { lastAccessedAt: new Date().toISOString() });
    return { permissions: role.permissions, projects: await this.#projectsOf(app) };
  }

  async #projectsOf({ domainId, projectId, projectGroupId }: AppInfo): Promise<string[]> {
    if (projectGroupId) return this.#tree.inGroup(domainId, projectGroupId);
    return projectId ? [projectId] : [];
  }
}
