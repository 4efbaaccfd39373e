import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { ServiceAccount } from '@hawser/proto/spaceone/api/identity/v2/service_account_pb.js';
import { TrustedAccount } from '@hawser/proto/spaceone/api/identity/v2/trusted_account_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { Secret } from '@hawser/proto/spaceone/api/secret/v1/secret_pb.js';
import { TrustedSecret } from '@hawser/proto/spaceone/api/secret/v1/trusted_secret_pb.js';
import { account, keys, withKeys } from '../../test/accounts.ts';
import { fails } from '../../test/fails.ts';
import { startPlatform } from '../../test/platform.ts';
import { secretService } from '../../test/secret.ts';
import { createTenant } from '../../test/tenants.ts';

describe('Secrets of accounts', async () => {
  const platform = await startPlatform([secretService]);
  const { as, systemToken } = platform;
  const tenant = await createTenant(platform, 'tenant');
  const { admin, domainId, owners, workspaces } = tenant;
  const system = { x_domain_id: domainId };
  const dataOf = async (id: string) =>
    (await as(Secret, systemToken, system).get_data({ secretId: id, domainId })).data;
  const { projectId } = await as(Project, owners[0]).create({ name: 'p', projectType: 1 });
  const trusted = as(TrustedAccount, owners[0]);
  const { trustedAccountId } = await trusted.create({ ...account, ...withKeys, name: 't', resourceGroup: 2 });
  const arn = { role_arn: 'arn:aws:iam::1:role/x' };

  it('keeps the trusted account that it borrows from', async () => {
    const made = await as(ServiceAccount, owners[0]).create({
      ...account,
      name: 'b',
      projectId,
      secretSchemaId: 'aws-secret-assume-role',
      secretData: arn,
      trustedAccountId,
    });
    await fails(trusted.delete({ trustedAccountId }), 'EXIST_RESOURCE', /^'ServiceAccount' resources/);
    await as(ServiceAccount, owners[0]).delete({ serviceAccountId: made.serviceAccountId });
    await trusted.delete({ trustedAccountId });
    await fails(trusted.get({ trustedAccountId }), 'NOT_FOUND');
    const left = await as(TrustedSecret, systemToken, system).list({ trustedAccountId });
    assert.equal(left.totalCount, 0);
  });

  it('takes its secrets along when its workspace is deleted by force', async () => {
    const made = await as(ServiceAccount, owners[0]).create({
      ...account,
      name: 'c',
      projectId,
      secretSchemaId: 'aws-secret-access-key',
      secretData: keys,
    });
    await as(Workspace, admin).delete({ workspaceId: workspaces[0], force: true });
    await fails(dataOf(made.secretId), 'NOT_FOUND');
  });
});

describe('Without a secret service', async () => {
  const alone = await startPlatform();
  const {
    owners: [owner],
  } = await createTenant(alone, 'tenant');
  const { projectId } = await alone.as(Project, owner).create({ name: 'p', projectType: 1 });

  it('accounts have no secrets', async () => {
    const accounts = alone.as(ServiceAccount, owner);
    await fails(
      accounts.create({ ...account, ...withKeys, name: 'a', projectId }),
      'NOT_IMPLEMENTED',
      /secrets/,
    );
    assert.equal((await accounts.list({})).totalCount, 0);
    const { serviceAccountId } = await accounts.create({ ...account, name: 'a', projectId });
    await fails(accounts.update_secret_data({ serviceAccountId, ...withKeys }), 'NOT_IMPLEMENTED');
    const trusted = { ...account, ...withKeys, name: 't', resourceGroup: 2 };
    await fails(alone.as(TrustedAccount, owner).create(trusted), 'NOT_IMPLEMENTED');
  });
});
