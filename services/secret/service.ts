import { join } from 'node:path';
import { defineService, platformHandlers } from '@hawser/core';
import { App } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { ServiceAccount } from '@hawser/proto/spaceone/api/identity/v2/service_account_pb.js';
import { TrustedAccount } from '@hawser/proto/spaceone/api/identity/v2/trusted_account_pb.js';
import { config } from './config.ts';
import { secrets } from './migrations/0001_secrets.ts';
import { SecretService } from './src/service/secret.ts';
import { TrustedSecretService } from './src/service/trusted-secret.ts';

export default defineService({
  name: 'secret',
  version: '0.1.0',
  summary: 'Keeps the secrets of accounts, encrypted',
  services: [SecretService, TrustedSecretService],
  servers: ['grpc', 'rest'],
  config,
  defaults: {
    HANDLERS: platformHandlers,
  },
  localDefaults: dataDir => ({ ENCRYPTION: { keyFile: join(dataDir, 'secret.key') } }),
  migrations: [secrets],
  asks: [Domain, App, ServiceAccount, TrustedAccount],
});
