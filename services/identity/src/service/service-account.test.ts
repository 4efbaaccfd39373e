import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import {
  ServiceAccount,
  ServiceAccountInfo_State as State,
} from '@hawser/proto/spaceone/api/identity/v2/service_account_pb.js';
import { TrustedAccount } from '@hawser/proto/spaceone/api/identity/v2/trusted_account_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { Secret } from '@hawser/proto/spaceone/api/secret/v1/secret_pb.js';
import { account, keys, withKeys } from '../../test/accounts.ts';
import { resultsOf, runCases } from '../../test/cases.ts';
import { fails } from '../../test/fails.ts';
import { startPlatform } from '../../test/platform.ts';
import { secretService } from '../../test/secret.ts';
import { createTenant } from '../../test/tenants.ts';

describe('ServiceAccount', async () => {
  const platform = await startPlatform([secretService]);
  const { as, systemToken } = platform;
  const tenant = await createTenant(platform, 'tenant');
  const { admin, domainId, owners, workspaces } = tenant;
  const system = { x_domain_id: domainId };
  const dataOf = async (id: string) =>
    (await as(Secret, systemToken, system).get_data({ secretId: id, domainId })).data;
  const trusted = { ...account, ...withKeys, name: 'all', resourceGroup: 1 };
  const { trustedAccountId: wide } = await as(TrustedAccount, admin).create(trusted);
  const projects = as(Project, owners[0]);
  const { projectId } = await projects.create({ name: 'p', projectType: 1 });
  const { projectId: other } = await projects.create({ name: 'q', projectType: 1 });
  const { projectId: foreign } = await as(Project, owners[1]).create({ name: 'f', projectType: 1 });
  let serviceAccountId = '';
  let secretId = '';
  const own = () => ({ serviceAccountId });
  const arn = { role_arn: 'arn:aws:iam::1:role/x' };

  runCases(platform, ServiceAccount, () => owners[0], [
    {
      rpc: 'create',
      what: 'with a secret',
      request: () => ({
        ...account,
        name: 'prod',
        projectId,
        secretSchemaId: 'aws-secret-access-key',
        secretData: keys,
      }),
      gives: made => {
        serviceAccountId = made.serviceAccountId;
        secretId = made.secretId;
        assert.match(serviceAccountId, /^sa-[0-9a-f]{12}$/);
        assert.deepEqual(
          [made.state, made.workspaceId, made.projectId, made.secretSchemaId],
          [State.ACTIVE, workspaces[0], projectId, 'aws-secret-access-key'],
        );
        assert.ok(secretId);
      },
    },
    {
      rpc: 'create',
      what: 'without a secret',
      request: () => ({ ...account, name: 'bare', projectId }),
      gives: made => assert.deepEqual([made.secretId, made.trustedAccountId], ['', '']),
    },
    {
      rpc: 'create',
      what: 'a name that is taken in the project',
      request: () => ({ ...account, name: 'prod', projectId }),
      fails: 'NOT_UNIQUE',
      text: /name = prod/,
    },
    {
      rpc: 'create',
      what: 'in a project of another workspace',
      request: () => ({ ...account, name: 'x', projectId: foreign }),
      fails: 'NOT_FOUND',
      text: /project_id/,
    },
    {
      rpc: 'create',
      what: 'with data that doesn’t fit',
      request: () => ({ ...account, name: 'x', projectId, data: { account_id: 1 } }),
      fails: 'INVALID_PARAMETER',
      text: /account_id must be string/,
    },
    {
      rpc: 'create',
      what: 'with a secret but no schema',
      request: () => ({ ...account, name: 'x', projectId, secretData: keys }),
      fails: 'REQUIRED_PARAMETER',
      text: /secret_schema_id/,
    },
    {
      rpc: 'update',
      what: 'what is given',
      request: () => ({ ...own(), name: 'prod-2', tags: {} }),
      gives: made => assert.deepEqual([made.name, made.tags, made.secretId], ['prod-2', {}, secretId]),
    },
    {
      rpc: 'update',
      what: 'to another project, the secret too',
      request: () => ({ ...own(), projectId: other }),
      gives: async made => {
        assert.equal(made.projectId, other);
        assert.equal((await as(Secret, systemToken, system).get({ secretId })).projectId, other);
      },
    },
    {
      rpc: 'update',
      what: 'to another workspace’s project',
      request: () => ({ ...own(), projectId: foreign }),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'update_secret_data',
      what: 'to borrow access',
      request: () => ({
        ...own(),
        secretSchemaId: 'aws-secret-assume-role',
        secretData: arn,
        trustedAccountId: wide,
      }),
      gives: async made => {
        assert.notEqual(made.secretId, secretId);
        assert.equal(made.trustedAccountId, wide);
        assert.deepEqual(await dataOf(made.secretId), arn);
        await fails(dataOf(secretId), 'NOT_FOUND');
        secretId = made.secretId;
      },
    },
    {
      rpc: 'update_secret_data',
      what: 'by a schema of another kind',
      request: () => ({ ...own(), secretSchemaId: 'aws-secret-assume-role', secretData: arn }),
      fails: 'INVALID_PARAMETER',
      text: /no schema aws-secret-assume-role of type SECRET/,
    },
    {
      rpc: 'update_secret_data',
      what: 'borrowing from none',
      request: () => ({
        ...own(),
        secretSchemaId: 'aws-secret-assume-role',
        secretData: arn,
        trustedAccountId: 'ta-0',
      }),
      fails: 'NOT_FOUND',
      text: /trusted_account_id = ta-0/,
    },
    {
      rpc: 'get',
      what: 'by the administrator',
      token: () => admin,
      request: own,
      gives: made => assert.equal(made.name, 'prod-2'),
    },
    {
      rpc: 'get',
      what: 'by a member of no project',
      token: () => tenant.member,
      request: own,
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'list',
      what: 'with a secret',
      request: () => ({ hasSecret: true }),
      gives: ({ results }) =>
        assert.deepEqual(
          results.map(one => one.name),
          ['prod-2'],
        ),
    },
    {
      rpc: 'list',
      what: 'of another workspace',
      token: () => owners[1],
      request: () => ({}),
      gives: ({ totalCount }) => assert.equal(totalCount, 0),
    },
    {
      rpc: 'list',
      what: 'an unknown key',
      request: () => ({ query: { only: ['nothing'] } }),
      fails: 'INVALID_PARAMETER',
    },
    {
      rpc: 'analyze',
      what: 'how many',
      request: () => ({ query: { fields: { n: { operator: 'count' } } } }),
      gives: answer => assert.deepEqual(resultsOf(answer), [{ n: 2 }]),
    },
    { rpc: 'analyze', what: 'nothing', request: () => ({ query: {} }), fails: 'REQUIRED_PARAMETER' },
    {
      rpc: 'stat',
      what: 'the names',
      request: () => ({ query: { distinct: 'name' } }),
      gives: answer => assert.deepEqual(resultsOf(answer), ['bare', 'prod-2']),
    },
    { rpc: 'stat', what: 'nothing', request: () => ({ query: {} }), fails: 'REQUIRED_PARAMETER' },
    {
      rpc: 'delete_secret_data',
      what: 'and what it borrowed',
      request: own,
      gives: async made => {
        assert.deepEqual([made.secretId, made.secretSchemaId, made.trustedAccountId], ['', '', '']);
        await fails(dataOf(secretId), 'NOT_FOUND');
      },
    },
    {
      rpc: 'delete_secret_data',
      what: 'of none',
      request: () => ({ serviceAccountId: 'sa-0' }),
      fails: 'NOT_FOUND',
    },
    {
      rpc: 'delete',
      what: 'of none',
      request: () => ({ serviceAccountId: 'sa-0' }),
      fails: 'NOT_FOUND',
      text: /service_account_id = sa-0/,
    },
    {
      rpc: 'delete',
      what: 'it',
      request: own,
      gives: async () => {
        assert.equal((await as(Workspace, admin).get({ workspaceId: workspaces[0] })).serviceAccountCount, 1);
      },
    },
  ]);
});
