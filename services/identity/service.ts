import { defineService, platformHandlers } from '@hawser/core';
import { ExternalAuth } from '@hawser/proto/spaceone/api/identity/plugin/external_auth_pb.js';
import { Plugin } from '@hawser/proto/spaceone/api/plugin/v1/plugin_pb.js';
import { Secret } from '@hawser/proto/spaceone/api/secret/v1/secret_pb.js';
import { TrustedSecret } from '@hawser/proto/spaceone/api/secret/v1/trusted_secret_pb.js';
import { migrations } from './migrations/index.ts';
import { AppService } from './src/service/app.ts';
import { DomainService } from './src/service/domain.ts';
import { EndpointService } from './src/service/endpoint.ts';
import { ExternalAuthService } from './src/service/external-auth.ts';
import { ProjectService } from './src/service/project.ts';
import { ProjectGroupService } from './src/service/project-group.ts';
import { ProviderService } from './src/service/provider.ts';
import { RoleService } from './src/service/role.ts';
import { RoleBindingService } from './src/service/role-binding.ts';
import { SchemaService } from './src/service/schema.ts';
import { ServiceAccountService } from './src/service/service-account.ts';
import { SystemService } from './src/service/system.ts';
import { TokenService } from './src/service/token.ts';
import { TrustedAccountService } from './src/service/trusted-account.ts';
import { UserService } from './src/service/user.ts';
import { UserGroupService } from './src/service/user-group.ts';
import { UserProfileService } from './src/service/user-profile.ts';
import { WorkspaceService } from './src/service/workspace.ts';
import { WorkspaceGroupService } from './src/service/workspace-group.ts';
import { WorkspaceGroupUserService } from './src/service/workspace-group-user.ts';
import { WorkspaceUserService } from './src/service/workspace-user.ts';
import { identityConfig } from './src/settings.ts';

/** Who may do what: tenants, users, roles, tokens, projects and accounts. */
export default defineService({
  name: 'identity',
  version: '0.1.0',
  summary: 'Knows tenants, users and their roles, issues tokens, and keeps projects and accounts.',
  services: [
    AppService,
    DomainService,
    EndpointService,
    ExternalAuthService,
    ProjectService,
    ProjectGroupService,
    ProviderService,
    RoleService,
    RoleBindingService,
    SchemaService,
    ServiceAccountService,
    SystemService,
    TokenService,
    TrustedAccountService,
    UserService,
    UserGroupService,
    UserProfileService,
    WorkspaceService,
    WorkspaceGroupService,
    WorkspaceGroupUserService,
    WorkspaceUserService,
  ],
  servers: ['grpc', 'rest'],
  localPort: 50051,
  config: identityConfig,
  defaults: {
    HANDLERS: platformHandlers,
  },
  migrations,
  asks: [Secret, TrustedSecret, Plugin],
  plugins: [ExternalAuth],
});
