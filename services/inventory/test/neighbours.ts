import { defineService, errors, Service } from '@hawser/core';
import { generateKeys, importKey, issueToken, type TokenContent } from '@hawser/core/token';
import type { AuthenticationRequest } from '@hawser/proto/spaceone/api/core/v2/handler_pb.js';
import { App } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import {
  Project,
  type ProjectRequest,
  type ProjectSearchQuery,
} from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';

const keys = await generateKeys();
const publicKey = JSON.stringify(keys.publicKey);
const signingKey = await importKey(keys.privateKey);

/** A token as the identity service would issue it. */
export const token = (content: Partial<TokenContent>): Promise<string> =>
  issueToken(
    { typ: 'ACCESS_TOKEN', own: 'USER', did: 'domain-1', aud: 'kim', ...content },
    signingKey,
    content.own === 'SYSTEM' ? undefined : 1800,
  );

/** Projects as the identity service would know them: id → where it is, and in which group. */
export const projects = new Map([
  ['project-1', { domainId: 'domain-1', workspaceId: 'workspace-1', projectGroupId: 'pg-1' }],
  ['project-2', { domainId: 'domain-1', workspaceId: 'workspace-1', projectGroupId: 'pg-2' }],
  ['project-9', { domainId: 'domain-1', workspaceId: 'workspace-2', projectGroupId: '' }],
  ['project-x', { domainId: 'domain-2', workspaceId: 'workspace-x', projectGroupId: '' }],
]);

class DomainService extends Service(Domain) {
  get_public_key({ domainId }: AuthenticationRequest) {
    return { domainId, publicKey };
  }
}

class AppService extends Service(App) {
  check() {
    return { permissions: [], projects: [] };
  }
}

class ProjectService extends Service(Project) {
  get({ projectId }: ProjectRequest) {
    const found = this.#visible().find(project => project.projectId === projectId);
    if (!found) throw errors.notFound('project_id', projectId);
    return found;
  }

  list({ projectGroupId }: ProjectSearchQuery) {
    const results = this.#visible().filter(
      project => !projectGroupId || project.projectGroupId === projectGroupId,
    );
    return { results, totalCount: results.length };
  }

  #visible() {
    const { domainId, workspaceId } = this.transaction.scope;
    return [...projects]
      .map(([projectId, project]) => ({ projectId, ...project }))
      .filter(
        project => project.domainId === domainId && (!workspaceId || project.workspaceId === workspaceId),
      );
  }
}

/** As much of the identity service as the inventory asks. */
export const identity = defineService({
  name: 'identity',
  version: '1.0.0',
  summary: 'Stands for the identity service',
  services: [DomainService, AppService, ProjectService],
  servers: ['grpc'],
  asks: [Domain, App],
});
