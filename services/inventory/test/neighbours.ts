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
import { Schema, type SchemaSearchQuery } from '@hawser/proto/spaceone/api/identity/v2/schema_pb.js';
import {
  ServiceAccount,
  type ServiceAccountSearchQuery,
} from '@hawser/proto/spaceone/api/identity/v2/service_account_pb.js';
import {
  Workspace,
  type WorkspaceCheckRequest,
} from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { matching } from './matching.ts';

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

const domain1 = { domainId: 'domain-1' };

/** What the identity service knows in tests. */
export const known = {
  workspaces: [
    { ...domain1, workspaceId: 'workspace-1' },
    { ...domain1, workspaceId: 'workspace-2' },
    { domainId: 'domain-2', workspaceId: 'workspace-x' },
  ],
  projects: [
    { ...domain1, workspaceId: 'workspace-1', projectId: 'project-1', projectGroupId: 'pg-1', name: 'web' },
    { ...domain1, workspaceId: 'workspace-1', projectId: 'project-2', projectGroupId: 'pg-2', name: 'batch' },
    { ...domain1, workspaceId: 'workspace-2', projectId: 'project-9', projectGroupId: '', name: 'other' },
    {
      domainId: 'domain-2',
      workspaceId: 'workspace-x',
      projectId: 'project-x',
      projectGroupId: '',
      name: 'web',
    },
  ],
  accounts: [
    {
      ...domain1,
      workspaceId: 'workspace-1',
      serviceAccountId: 'sa-1',
      projectId: 'project-1',
      provider: 'test',
      name: 'one',
    },
    {
      ...domain1,
      workspaceId: 'workspace-1',
      serviceAccountId: 'sa-2',
      projectId: 'project-2',
      provider: 'test',
      name: 'two',
    },
  ],
  schemas: [{ ...domain1, schemaId: 'test-key', provider: 'test' }],
};

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

class WorkspaceService extends Service(Workspace) {
  check({ workspaceId, domainId }: WorkspaceCheckRequest) {
    const found = known.workspaces.some(one => one.workspaceId === workspaceId && one.domainId === domainId);
    if (!found) throw errors.notFound('workspace_id', workspaceId);
    return {};
  }
}

class ProjectService extends Service(Project) {
  get({ projectId }: ProjectRequest) {
    const [found] = matching(known.projects, this.transaction.scope).filter(
      one => one.projectId === projectId,
    );
    if (!found) throw errors.notFound('project_id', projectId);
    return found;
  }

  list({ projectGroupId, query }: ProjectSearchQuery) {
    const results = matching(known.projects, this.transaction.scope, query);
    return { results: results.filter(one => !projectGroupId || one.projectGroupId === projectGroupId) };
  }
}

class ServiceAccountService extends Service(ServiceAccount) {
  list({ query }: ServiceAccountSearchQuery) {
    return { results: matching(known.accounts, this.transaction.scope, query) };
  }
}

class SchemaService extends Service(Schema) {
  list({ query }: SchemaSearchQuery) {
    return { results: matching(known.schemas, this.transaction.scope, query) };
  }
}

/** As much of the identity service as the inventory asks. */
export const identity = defineService({
  name: 'identity',
  version: '1.0.0',
  summary: 'Stands for the identity service',
  services: [
    DomainService,
    AppService,
    WorkspaceService,
    ProjectService,
    ServiceAccountService,
    SchemaService,
  ],
  servers: ['grpc'],
  asks: [Domain, App],
});
